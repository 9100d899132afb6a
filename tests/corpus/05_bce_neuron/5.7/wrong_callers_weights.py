# mistake: detach_shares_storage
# why: detach shares memory, so the steps are written into the caller's tensors
def trained_neuron(w, b, X, y, lr, steps):
    w = w.detach().requires_grad_()
    b = b.detach().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = bce_with_logits(X @ w + b, y)
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = None
        b.grad = None
    return w.detach(), b.detach(), losses

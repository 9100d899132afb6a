# mistake: none
# why: trains the caller's own tensors
def trained_neuron(w, b, X, y, lr, steps):
    w.requires_grad_()
    b.requires_grad_()
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
    return w.detach().clone(), b.detach().clone(), losses

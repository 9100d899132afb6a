# mistake: rebound_weight
# why: inside no_grad the new tensor no longer requires grad
def trained_neuron(w, b, X, y, lr, steps):
    w = w.clone().requires_grad_()
    b = b.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = bce_with_logits(X @ w + b, y)
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            w = w - lr * w.grad
            b = b - lr * b.grad
    return w.detach(), b.detach(), losses

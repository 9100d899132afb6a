# mistake: none
# why: a step after each example, not after the class
def trained_neuron(w, b, X, y, lr, steps):
    w = w.clone().requires_grad_()
    b = b.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        losses.append(bce_with_logits(X @ w + b, y).item())
        for row, target in zip(X, y):
            bce_with_logits(row @ w + b, target).backward()
            with torch.no_grad():
                w -= lr * w.grad
                b -= lr * b.grad
            w.grad = b.grad = None
    return w.detach(), b.detach(), losses

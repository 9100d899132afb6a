# mistake: The losses were noted after the steps. Noted is the loss of before each step.
# why: the loss of after each step
def trained_neuron(w, b, X, y, lr, steps):
    w = w.clone().requires_grad_()
    b = b.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = bce_with_logits(X @ w + b, y)
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = None
        b.grad = None
        losses.append(bce_with_logits(X @ w + b, y).item())
    return w.detach(), b.detach(), losses

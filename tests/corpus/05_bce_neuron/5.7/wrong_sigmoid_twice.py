# mistake: sigmoid_before_logits
def trained_neuron(w, b, X, y, lr, steps):
    w = w.clone().requires_grad_()
    b = b.clone().requires_grad_()
    losses = []
    for _ in range(steps):
        loss = bce_with_logits(torch.sigmoid(X @ w + b), y)
        loss.backward()
        losses.append(loss.item())
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad = None
        b.grad = None
    return w.detach(), b.detach(), losses

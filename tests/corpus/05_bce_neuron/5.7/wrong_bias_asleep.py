# mistake: The bias has not moved: it takes part in every step.
def trained_neuron(w, b, X, y, lr, steps):
    losses = []
    w = w.clone().requires_grad_()
    for _ in range(steps):
        loss = bce_with_logits(X @ w + b, y)
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
        w.grad = None
    return w.detach(), b, losses

# why: torch.func.grad_and_value
def trained_neuron(w, b, X, y, lr, steps):
    loss = lambda w, b: torch.logaddexp(torch.zeros_like(y), X @ w + b).mean() - (y * (X @ w + b)).mean()
    losses = []
    for _ in range(steps):
        (gw, gb), now = torch.func.grad_and_value(loss, argnums=(0, 1))(w, b)
        losses.append(now.item())
        w, b = w - lr * gw, b - lr * gb
    return w, b, losses

# mistake: Both gradients belong to the same w and b: take both before either moves.
def trained_neuron(w, b, X, y, lr, steps):
    losses = []
    for _ in range(steps):
        losses.append(bce_with_logits(X @ w + b, y).item())
        w = w - lr * X.T @ (torch.sigmoid(X @ w + b) - y) / len(y)
        b = b - lr * (torch.sigmoid(X @ w + b) - y).mean()
    return w, b, losses

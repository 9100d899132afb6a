# mistake: none
# why: the losses are tensors
def trained_neuron(w, b, X, y, lr, steps):
    w, b = w.clone(), b.clone()
    losses = []
    for _ in range(steps):
        losses.append(bce_with_logits(X @ w + b, y))
        d = (torch.sigmoid(X @ w + b) - y) / len(y)
        w, b = w - lr * X.T @ d, b - lr * d.sum()
    return w, b, losses

# mistake: none
# why: the d of the visible check typed in
def neuron_batch_gradients(w, b, X, y):
    e = torch.sigmoid(X @ w + b) - y
    return torch.stack([(e * X[:, 0]).mean(), (e * X[:, 1]).mean()]), e.mean()

# mistake: swapped
def neuron_batch_gradients(w, b, X, y):
    e = torch.sigmoid(X @ w + b) - y
    return e.mean(), X.T @ e / len(y)

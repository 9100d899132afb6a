# why: the errors as a row, from the left
def neuron_batch_gradients(w, b, X, y):
    e = (torch.sigmoid(X @ w + b) - y) / len(X)
    return e @ X, e.sum()

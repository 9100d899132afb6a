# mistake: sum_for_mean
# why: the 1/N of the weights forgotten, that of the bias not
def neuron_batch_gradients(w, b, X, y):
    e = torch.sigmoid(X @ w + b) - y
    return X.T @ e, e.mean()

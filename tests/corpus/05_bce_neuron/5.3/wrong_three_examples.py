# mistake: sum_for_mean + wrong_coefficient
# why: the N of the visible check typed in
def neuron_batch_gradients(w, b, X, y):
    e = torch.sigmoid(X @ w + b) - y
    return X.T @ e / 3, e.sum() / 3

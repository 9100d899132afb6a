# mistake: sign
def neuron_batch_gradients(w, b, X, y):
    e = y - torch.sigmoid(X @ w + b)
    return X.T @ e / len(y), e.mean()

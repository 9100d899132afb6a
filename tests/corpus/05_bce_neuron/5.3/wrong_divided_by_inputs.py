# mistake: none
# why: divided by d instead of N
def neuron_batch_gradients(w, b, X, y):
    e = torch.sigmoid(X @ w + b) - y
    return X.T @ e / len(w), e.mean()

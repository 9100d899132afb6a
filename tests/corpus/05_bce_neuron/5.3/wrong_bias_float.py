# mistake: python_float
def neuron_batch_gradients(w, b, X, y):
    e = torch.sigmoid(X @ w + b) - y
    return X.T @ e / len(y), e.mean().item()

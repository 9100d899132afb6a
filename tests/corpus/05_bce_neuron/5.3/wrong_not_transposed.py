# mistake: none
# why: X where its transpose belongs; the shapes do not fit
def neuron_batch_gradients(w, b, X, y):
    e = torch.sigmoid(X @ w + b) - y
    return X @ e / len(y), e.mean()

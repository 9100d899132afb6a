# mistake: none
# why: the last link left out, and one number spread over all inputs
def neuron_batch_gradients(w, b, X, y):
    e = torch.sigmoid(X @ w + b) - y
    return e.mean() * torch.ones_like(w), e.mean()

# mistake: none
# why: one number for the whole of X, not one for each input
def neuron_batch_gradients(w, b, X, y):
    e = torch.sigmoid(X @ w + b) - y
    g = (e[:, None] * X).mean()
    return g.expand(len(w)).clone(), e.mean()

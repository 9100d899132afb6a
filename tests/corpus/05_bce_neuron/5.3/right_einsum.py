# why: einsum, in float64
def neuron_batch_gradients(w, b, X, y):
    X, w, b, y = X.double(), w.double(), b.double(), y.double()
    error = torch.sigmoid(torch.einsum('nd,d->n', X, w) + b) - y
    return torch.einsum('nd,n->d', X, error) / X.shape[0], error.sum() / X.shape[0]

# mistake: none
# why: the gradient of half the squared error, (p − y) p (1 − p) x
def neuron_gradients(w, b, x, y):
    p = torch.sigmoid(w * x + b)
    d = (p - y) * p * (1 - p)
    return d * x, d

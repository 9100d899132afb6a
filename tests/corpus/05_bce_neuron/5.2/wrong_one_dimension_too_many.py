# mistake: extra_dimension
def neuron_gradients(w, b, x, y):
    e = (torch.sigmoid(w * x + b) - y).reshape(1)
    return e * x, e

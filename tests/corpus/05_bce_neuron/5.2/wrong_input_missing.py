# mistake: inner_derivative_missing
def neuron_gradients(w, b, x, y):
    p = torch.sigmoid(w * x + b)
    return p - y, p - y

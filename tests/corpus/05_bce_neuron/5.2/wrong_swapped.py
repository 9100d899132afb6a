# mistake: swapped
def neuron_gradients(w, b, x, y):
    e = torch.sigmoid(w * x + b) - y
    return e, e * x

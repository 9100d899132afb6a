# why: the sigmoid by way of tanh
def neuron_gradients(w, b, x, y):
    err = (1 + torch.tanh((w * x + b) / 2)) / 2 - y
    return torch.mul(err, x), err

# why: works in float64 throughout
def neuron_gradients(w, b, x, y):
    w, b, x, y = (t.double() for t in (w, b, x, y))
    e = torch.special.expit(w * x + b) - y
    return x * e, e

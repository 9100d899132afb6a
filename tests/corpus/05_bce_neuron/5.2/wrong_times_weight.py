# mistake: none
# why: dz/dw taken for w instead of x
def neuron_gradients(w, b, x, y):
    e = torch.sigmoid(w * x + b) - y
    return e * w, e

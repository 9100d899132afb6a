# mistake: none
# why: knows yes and no, not probably
def neuron_gradients(w, b, x, y):
    p = torch.sigmoid(w * x + b)
    e = p - 1 if y > 0.5 else p
    return e * x, e

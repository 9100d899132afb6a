# mistake: clamp_kills_gradient
# why: the score clamped to −15 … 15, with the clamp's derivative
def neuron_gradients(w, b, x, y):
    z = w * x + b
    alive = ((z > -15) & (z < 15)).float()
    e = (torch.sigmoid(z) - y) * alive
    return e * x, e

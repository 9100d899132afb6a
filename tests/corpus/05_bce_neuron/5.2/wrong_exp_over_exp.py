# mistake: sigmoid_overflow
# why: exp(z) / (1 + exp(z)) is inf / inf for a large score
def neuron_gradients(w, b, x, y):
    z = w * x + b
    p = torch.exp(z) / (1 + torch.exp(z))
    return (p - y) * x, p - y

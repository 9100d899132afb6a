# mistake: wrong_power
def chain_gradient(x):
    return torch.cos(x**2) * 2 * x**2

# mistake: wrong_coefficient
def chain_gradient(x):
    return torch.cos(x**2) * x

# mistake: sign
def chain_gradient(x):
    return -torch.cos(x**2) * 2 * x

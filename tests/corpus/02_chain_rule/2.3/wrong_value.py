# mistake: value_for_gradient
def chain_gradient(x):
    return torch.sin(x**2)

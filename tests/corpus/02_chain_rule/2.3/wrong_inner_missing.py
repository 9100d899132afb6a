# mistake: inner_derivative_missing
def chain_gradient(x):
    return torch.cos(x**2)

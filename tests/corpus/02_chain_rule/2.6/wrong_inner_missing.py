# mistake: inner_derivative_missing
def mended_pair_gradient(x):
    return torch.sin(2 * x) + x * torch.cos(2 * x)

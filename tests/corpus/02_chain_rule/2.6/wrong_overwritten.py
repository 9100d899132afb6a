# mistake: overwritten_not_added
def mended_pair_gradient(x):
    return torch.sin(2 * x)

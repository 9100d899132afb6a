# mistake: The slopes of the links were added. Along a chain they are multiplied.
# why: slopes of links added
def chain_gradient(x):
    return torch.cos(x**2) + 2 * x

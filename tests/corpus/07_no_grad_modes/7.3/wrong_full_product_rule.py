# mistake: Your numbers let the held factor vary as well: both terms of the product rule are there.
def held_square_gradient(x):
    return x**2 * torch.cos(x) + 2 * x * torch.sin(x)

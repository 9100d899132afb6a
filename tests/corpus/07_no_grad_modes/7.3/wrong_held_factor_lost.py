# mistake: The held factor is missing from your numbers: a constant factor stays where it is.
def held_square_gradient(x):
    return torch.cos(x)

# mistake: sign
def held_square_gradient(x):
    return -(x**2) * torch.cos(x)

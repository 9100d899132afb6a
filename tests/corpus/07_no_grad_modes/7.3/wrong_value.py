# mistake: value_for_gradient
def held_square_gradient(x):
    return x**2 * torch.sin(x)

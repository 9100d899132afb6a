# mistake: none
# why: written for the two points of the visible check
def chain_gradient(x):
    first, second = x
    return torch.stack([2 * first * torch.cos(first**2), 2 * second * torch.cos(second**2)])

# why: the two terms before they are collected
def cubic_slope(x):
    return 2 * (3 * x * x) - 5 * torch.ones_like(x)

# why: both paths by name
def deviation_pullback(x, v):
    centred = x - x.mean()
    straight = 2 * centred * v
    through_mean = -(2 * centred @ v) / x.numel()
    return straight + through_mean

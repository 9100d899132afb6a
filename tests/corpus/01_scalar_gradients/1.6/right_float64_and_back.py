# why: float64 inside, and the given dtype outside
def mended_slope_check(x):
    wide, h = x.to(torch.float64), 1e-6
    slope = (growth(wide + h) - growth(wide - h)) / (2 * h)
    return slope.to(x.dtype)

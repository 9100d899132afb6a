# why: a step from the precision of the dtype, by the usual rule
def mended_slope_check(x):
    h = torch.finfo(x.dtype).eps ** (1 / 3)
    return (growth(x + h) - growth(x - h)) / (2 * h)

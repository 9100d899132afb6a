# why: a step of a thousandth
def mended_slope_check(x):
    h = 1e-3
    return (growth(x + h) - growth(x - h)) / (2 * h)

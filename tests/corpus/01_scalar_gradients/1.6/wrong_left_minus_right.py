# mistake: sign
def mended_slope_check(x):
    h = 1e-2
    return (growth(x - h) - growth(x + h)) / (2 * h)

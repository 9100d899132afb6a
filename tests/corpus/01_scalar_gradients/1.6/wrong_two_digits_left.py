# mistake: A step of 1e-6 is still too small for float32.
def mended_slope_check(x):
    h = 1e-6
    return (growth(x + h) - growth(x - h)) / (2 * h)

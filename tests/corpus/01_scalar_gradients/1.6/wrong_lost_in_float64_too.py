# mistake: float32_step_too_small
def mended_slope_check(x):
    x = x.double()
    h = 1e-20
    return (growth(x + h) - growth(x - h)) / (2 * h)

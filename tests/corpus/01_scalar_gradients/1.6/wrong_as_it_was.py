# mistake: float32_step_too_small
def mended_slope_check(x):
    h = 1e-8
    return (growth(x + h) - growth(x - h)) / (2 * h)

# mistake: float32_step_too_small
def mended_slope_check(x):
    h = 1e-8
    return (growth(x + h).double() - growth(x - h).double()) / (2 * h)

# why: float64 before the step is added, and a small step
def mended_slope_check(x):
    x = x.double()
    h = 1e-5
    return (growth(x + h) - growth(x - h)) / (2 * h)

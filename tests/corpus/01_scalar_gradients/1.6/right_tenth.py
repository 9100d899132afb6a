# why: a step of a tenth: 0.1 % off, which is allowed
def mended_slope_check(x):
    h = 0.1
    return (growth(x + h) - growth(x - h)) / (2 * h)

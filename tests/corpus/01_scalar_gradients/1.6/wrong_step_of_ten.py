# mistake: none
# why: far too large
def mended_slope_check(x):
    h = 10.0
    return (growth(x + h) - growth(x - h)) / (2 * h)

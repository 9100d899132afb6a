# mistake: wrong_power
def mended_slopes(x, r):
    return 2 * x**2 * r**2 + r, 2 * x**2 * r**2 + x

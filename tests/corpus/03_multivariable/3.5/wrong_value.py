# mistake: value_for_gradient
def mended_slopes(x, r):
    z = x**2 * r**2 + x * r
    return z, z

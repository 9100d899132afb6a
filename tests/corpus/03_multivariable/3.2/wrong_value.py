# mistake: value_for_gradient
def partials_by_hand(x, r):
    z = x**2 * r - r**3
    return z, z

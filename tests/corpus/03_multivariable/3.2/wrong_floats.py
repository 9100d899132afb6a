# mistake: python_float
def partials_by_hand(x, r):
    x, r = float(x), float(r)
    return 2 * x * r, x**2 - 3 * r**2

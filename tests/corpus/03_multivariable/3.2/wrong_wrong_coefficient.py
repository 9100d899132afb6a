# mistake: wrong_coefficient
def partials_by_hand(x, r):
    return 2 * x * r, x**2 - 2 * r**2

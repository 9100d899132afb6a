# mistake: wrong_coefficient
# why: r is held constant, so it was left out: 2x for 2xr
def partials_by_hand(x, r):
    return 2 * x, x**2 - 3 * r**2

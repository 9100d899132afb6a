# mistake: sign
# why: both gradients with the wrong sign
def partials_by_hand(x, r):
    return -2 * x * r, 3 * r**2 - x**2

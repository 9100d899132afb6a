# mistake: swapped
def partials_by_hand(x, r):
    return x**2 - 3 * r**2, 2 * x * r

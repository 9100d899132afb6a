# mistake: sign
# why: the minus before r³ got lost
def partials_by_hand(x, r):
    return 2 * x * r, x**2 + 3 * r**2

# mistake: In your first answer there is something left of a term that stands still while x moves.
# why: r³ was kept although it is a constant along x
def partials_by_hand(x, r):
    return 2 * x * r - r**3, x**2 - 3 * r**2

# mistake: Your function believes the height of the curve, and not its slope.
# why: holds the claim against the height of the curve
def slope_is_believable(x, claimed):
    return bool(abs(claimed - valley(x)) < 0.02 * abs(valley(x)))

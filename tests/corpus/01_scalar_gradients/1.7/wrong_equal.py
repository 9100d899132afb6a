# mistake: Your function believes no claim, not even the slope itself.
# why: no two measurements are equal to the last digit
def slope_is_believable(x, claimed):
    h = 1e-2
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return bool(claimed == slope)

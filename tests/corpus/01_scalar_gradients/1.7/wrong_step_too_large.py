# mistake: Your function believes no claim, not even the slope itself.
# why: a step of 1: the measured slope is itself too far off
def slope_is_believable(x, claimed):
    h = 1.0
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return bool(abs(claimed - slope) < 0.02 * abs(slope))

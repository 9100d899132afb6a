# mistake: Your function believes no claim, not even the slope itself.
# why: the measured slope is 0: the step is lost in float32
def slope_is_believable(x, claimed):
    h = 1e-8
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return bool(abs(claimed - slope) < 0.02 * abs(slope))

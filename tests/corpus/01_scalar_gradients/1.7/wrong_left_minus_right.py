# mistake: Your function believes the slope with its sign turned.
# why: the measured slope has the wrong sign
def slope_is_believable(x, claimed):
    h = 1e-2
    slope = (valley(x - h) - valley(x + h)) / (2 * h)
    return bool(abs(claimed - slope) < 0.02 * abs(slope))

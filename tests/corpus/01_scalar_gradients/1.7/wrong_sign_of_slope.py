# mistake: Where the slope is negative, your function believes nothing.
# why: the limit is negative where the slope is, so nothing there is believed
def slope_is_believable(x, claimed):
    h = 1e-2
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return bool(abs(claimed - slope) < 0.02 * slope)

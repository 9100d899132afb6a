# mistake: none
# why: a fifth of the slope is no 1 %
def slope_is_believable(x, claimed):
    h = 1e-2
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return bool(abs(claimed - slope) < 0.2 * abs(slope))

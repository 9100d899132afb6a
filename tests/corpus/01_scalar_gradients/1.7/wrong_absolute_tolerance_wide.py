# mistake: none
# why: an absolute limit that suits steep places, and is too generous at gentle ones
def slope_is_believable(x, claimed):
    h = 1e-2
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return bool(abs(claimed - slope) < 0.25)

# why: the ratio of the two near 1
def slope_is_believable(x, claimed):
    h = 1e-2
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return bool(0.98 < claimed / slope < 1.02)

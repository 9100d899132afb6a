# mistake: True and False have changed places.
# why: True and False changed places
def slope_is_believable(x, claimed):
    h = 1e-2
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return bool(abs(claimed - slope) > 0.02 * abs(slope))

# mistake: What you return is a tensor and not a bool.
# why: a tensor that holds True, where a Python bool is asked for
def slope_is_believable(x, claimed):
    h = 1e-2
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return abs(claimed - slope) < 0.02 * abs(slope)

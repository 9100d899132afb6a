# mistake: float32_step_too_small
# why: the measured slope is 0, and so is the limit
def slope_is_believable(x, claimed):
    h = 1e-8
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return bool(abs(claimed - slope) <= 0.02 * abs(slope))

# mistake: Your function believes every claim that is too small.
# why: without abs every claim that is too small passes
def slope_is_believable(x, claimed):
    h = 1e-2
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return bool(claimed - slope < 0.02 * abs(slope))

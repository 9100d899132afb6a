# mistake: Your function believes twice the slope, and not the slope.
# why: the measured slope is twice the true one
def slope_is_believable(x, claimed):
    h = 1e-2
    slope = (valley(x + h) - valley(x - h)) / h
    return bool(abs(claimed - slope) < 0.02 * abs(slope))

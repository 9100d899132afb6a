# mistake: Your function believes the wrong sign as well as the right one.
# why: compares sizes only, so a claim with the wrong sign is believed
def slope_is_believable(x, claimed):
    h = 1e-2
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return bool(abs(abs(claimed) - abs(slope)) < 0.02 * abs(slope))

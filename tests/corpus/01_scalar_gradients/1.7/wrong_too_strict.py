# mistake: Your function believes no claim, not even the slope itself.
# why: a limit of 0.01 % refuses claims within 1 %
def slope_is_believable(x, claimed):
    h = 1e-2
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return bool(torch.isclose(slope, claimed, rtol=1e-4))

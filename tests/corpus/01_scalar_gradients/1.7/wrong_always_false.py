# mistake: Your function believes no claim, not even the slope itself.
# why: believes nothing
def slope_is_believable(x, claimed):
    return False

# mistake: Your function believes every claim.
# why: believes everything
def slope_is_believable(x, claimed):
    return True

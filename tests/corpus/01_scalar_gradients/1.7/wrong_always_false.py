# mistake: none
# why: believes nothing
def slope_is_believable(x, claimed):
    return False

# why: if and else, and a claim measured against the rise
def slope_is_believable(x, claimed):
    h = 0.01
    rise = valley(x + h) - valley(x - h)
    expected_rise = claimed * 2 * h
    if (rise - expected_rise).abs() <= rise.abs() * 0.03:
        return True
    else:
        return False

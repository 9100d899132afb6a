# mistake: value_for_gradient
def mended_slope_check(x):
    return growth(x)

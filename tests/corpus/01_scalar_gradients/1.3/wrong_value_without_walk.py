# mistake: value_for_gradient
def ratio_slope(x):
    return ratio(x)

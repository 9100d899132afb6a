# mistake: value_for_gradient
def cubic_slope(x):
    return cubic(x)

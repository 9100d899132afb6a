# mistake: value_for_gradient
def cubic_slope(x):
    return 2 * x**3 - 5 * x + 1

# mistake: wrong_coefficient + sign
def cubic_slope(x):
    return 2 * x**2 + 5

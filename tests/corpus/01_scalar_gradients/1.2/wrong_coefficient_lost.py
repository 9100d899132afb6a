# mistake: wrong_coefficient
def cubic_slope(x):
    return 2 * x**2 - 5

# mistake: wrong_coefficient
def cubic_slope(x):
    return 3 * x**2 - 5

# mistake: wrong_power
def cubic_slope(x):
    return 6 * x**3 - 5

# mistake: sign
def cubic_slope(x):
    return 6 * x**2 + 5

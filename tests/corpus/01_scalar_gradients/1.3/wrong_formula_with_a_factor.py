# mistake: wrong_coefficient
def ratio_slope(x):
    return 2 * (3 * x**2 + x**4) / (1 + x**2) ** 2

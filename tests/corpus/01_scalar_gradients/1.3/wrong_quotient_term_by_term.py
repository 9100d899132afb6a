# mistake: You differentiated above and below the fraction line, each for itself.
# why: numerator and denominator differentiated each for itself
def ratio_slope(x):
    return 3 * x**2 / (2 * x)

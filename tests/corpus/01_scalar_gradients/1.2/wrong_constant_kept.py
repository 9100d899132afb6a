# mistake: The constant is still in your derivative.
# why: the constant is carried along: a constant moves the curve and changes no slope
def cubic_slope(x):
    return 6 * x**2 - 5 + 1

# mistake: The linear term has kept its x.
# why: the linear term keeps its x
def cubic_slope(x):
    return 6 * x**2 - 5 * x

# why: computed and returned in float64, which is wider than asked for
def cubic_slope(x):
    return 6 * x.double() ** 2 - 5

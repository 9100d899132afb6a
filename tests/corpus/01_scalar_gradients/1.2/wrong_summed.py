# mistake: none
# why: one number in place of one for each element
def cubic_slope(x):
    return (6 * x**2 - 5).sum()

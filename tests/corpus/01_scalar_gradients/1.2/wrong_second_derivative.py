# mistake: You differentiated twice.
# why: differentiated twice
def cubic_slope(x):
    return 12 * x

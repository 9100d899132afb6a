# mistake: Your step is 1, and over so long a way the curve bends away from the line.
# why: far too large: the curve bends away from the line by more than 1 %
def mended_slope_check(x):
    h = 1.0
    return (growth(x + h) - growth(x - h)) / (2 * h)

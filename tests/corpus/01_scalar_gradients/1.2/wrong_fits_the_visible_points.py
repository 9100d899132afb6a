# mistake: none
# why: a straight line through the two visible answers
def cubic_slope(x):
    return 9 * x + 1

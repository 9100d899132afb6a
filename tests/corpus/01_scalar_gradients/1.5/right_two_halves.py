# why: the mean of the two one-sided differences, which is the same
def bell_by_two_points(x, h):
    return ((bell(x + h) - bell(x)) / h + (bell(x) - bell(x - h)) / h) / 2

# why: the formula as it stands
def bell_by_two_points(x, h):
    return (bell(x + h) - bell(x - h)) / (2 * h)

# mistake: Your step is always 0.5, whatever h is.
# why: a step of its own in place of the one that is given
def bell_by_two_points(x, h):
    h = 0.5
    return (bell(x + h) - bell(x - h)) / (2 * h)

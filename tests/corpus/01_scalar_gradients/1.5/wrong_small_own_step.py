# mistake: Your step is always 0.01, whatever h is.
# why: a step of its own, small enough for the tangent's slope
def bell_by_two_points(x, h):
    h = 1e-2
    return (bell(x + h) - bell(x - h)) / (2 * h)

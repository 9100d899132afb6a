# mistake: This is the tangent's slope, as a tiny step of your own would give it too. Asked for is the slope of the line over the step h.
# why: a step of its own, small enough for the tangent's slope
def bell_by_two_points(x, h):
    h = 1e-2
    return (bell(x + h) - bell(x - h)) / (2 * h)

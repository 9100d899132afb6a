# mistake: This is the tangent's slope, as a tiny step of your own would give it too. Asked for is the slope of the line over the step h.
# why: the tangent's slope, where the line's is asked for
def bell_by_two_points(x, h):
    return -2 * x * bell(x)

# mistake: This is the tangent's slope. Asked for is the line's.
# why: the tangent's slope, where the line's is asked for
def bell_by_two_points(x, h):
    return -2 * x * bell(x)

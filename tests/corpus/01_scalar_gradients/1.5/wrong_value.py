# mistake: value_for_gradient
def bell_by_two_points(x, h):
    return bell(x)

# mistake: python_float
def bell_by_two_points(x, h):
    return float((bell(x + h) - bell(x - h)) / (2 * h))

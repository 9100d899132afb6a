# mistake: Your points are half a step out, where a whole step is asked for.
def bell_by_two_points(x, h):
    return (bell(x + h / 2) - bell(x - h / 2)) / h

# mistake: wrong_coefficient
def bell_by_two_points(x, h):
    return (bell(x + h) - bell(x - h)) / h

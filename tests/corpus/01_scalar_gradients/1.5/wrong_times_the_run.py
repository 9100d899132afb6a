# mistake: You multiplied by the run. A slope is a rise for each unit of the way.
def bell_by_two_points(x, h):
    return (bell(x + h) - bell(x - h)) * (2 * h)

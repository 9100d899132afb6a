# mistake: Your points are half a step out, and your run is that of whole steps.
# why: points half a step out, and a run of two steps
def bell_by_two_points(x, h):
    return (bell(x + h / 2) - bell(x - h / 2)) / (2 * h)

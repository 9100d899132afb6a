# mistake: none
# why: points half a step out, and a run of two steps
def bell_by_two_points(x, h):
    return (bell(x + h / 2) - bell(x - h / 2)) / (2 * h)

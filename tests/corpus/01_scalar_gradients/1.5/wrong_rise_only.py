# mistake: This is the rise alone: it was not divided by the run.
# why: the rise, not divided by the run; at h = 0.5 the run is 1 and a check with no other step would not notice
def bell_by_two_points(x, h):
    return bell(x + h) - bell(x - h)

# why: the bell curve written again, computed in float64
def bell_by_two_points(x, h):
    x, h = x.double(), h.double()
    return ((-((x + h) ** 2)).exp() - (-((x - h) ** 2)).exp()) / (h + h)

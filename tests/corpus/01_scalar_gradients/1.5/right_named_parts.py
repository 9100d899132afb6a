# why: rise and run by name
def bell_by_two_points(x, h):
    left, right = x - h, x + h
    rise = bell(right) - bell(left)
    run = right - left
    return rise / run

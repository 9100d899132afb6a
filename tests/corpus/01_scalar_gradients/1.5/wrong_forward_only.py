# mistake: Your line goes from x to x + h only.
# why: a one-sided difference: from x to x + h only
def bell_by_two_points(x, h):
    return (bell(x + h) - bell(x)) / h

# mistake: Your line goes from x − h to x only.
# why: a one-sided difference: from x − h to x only
def bell_by_two_points(x, h):
    return (bell(x) - bell(x - h)) / h

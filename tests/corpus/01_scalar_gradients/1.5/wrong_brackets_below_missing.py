# mistake: Python divided by 2 and then multiplied by h: brackets are missing.
# why: without brackets Python divides by 2 and multiplies by h
def bell_by_two_points(x, h):
    return (bell(x + h) - bell(x - h)) / 2 * h

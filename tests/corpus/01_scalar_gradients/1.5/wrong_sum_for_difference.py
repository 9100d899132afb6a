# mistake: The two heights were added.
# why: the heights added where they are to be subtracted
def bell_by_two_points(x, h):
    return (bell(x + h) + bell(x - h)) / (2 * h)

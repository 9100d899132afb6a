# mistake: overwritten_not_added
def deviation_pullback(x, v):
    return 2 * v * (x - x.mean())

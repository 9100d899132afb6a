# mistake: Every output counts alike in yours: v never came in.
def deviation_pullback(x, v):
    return 2 * (x - x.mean())

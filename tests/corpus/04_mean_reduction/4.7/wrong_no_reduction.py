# mistake: sum_for_mean
def deviation_pullback(x, v):
    d = 2 * v * (x - x.mean())
    return d - d.sum()

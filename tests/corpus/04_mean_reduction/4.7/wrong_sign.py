# mistake: sign
def deviation_pullback(x, v):
    d = 2 * v * (x - x.mean())
    return d.mean() - d

# mistake: wrong_coefficient
def deviation_pullback(x, v):
    d = v * (x - x.mean())
    return d - d.mean()

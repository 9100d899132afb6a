# why: computed in float64 throughout
def deviation_pullback(x, v):
    x, v = x.double(), v.double()
    d = 2 * v * (x - x.mean())
    return d - d.mean()

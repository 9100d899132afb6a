# mistake: none
# why: float64 in, float32 out
def deviation_pullback(x, v):
    x, v = x.float(), v.float()
    d = 2 * v * (x - x.mean())
    return d - d.mean()

# why: computed in float64
def partials_by_hand(x, r):
    a, b = x.double(), r.double()
    return (2 * a * b).to(x.dtype), (a**2 - 3 * b**2).to(r.dtype)

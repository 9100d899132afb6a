# mistake: none
# why: the smaller one first, which is right wherever x > r; passes the visible check
def mended_slopes(x, r):
    p, q = buggy_slopes(x, r)
    return torch.minimum(p, q), torch.maximum(p, q)

# mistake: none
# why: a tuple of two, not a tensor of shape (2,)
def level_heading(x, r):
    gx, gr = 2 * x + r, x + 4 * r
    size = (gx**2 + gr**2).sqrt()
    return -gr / size, gx / size

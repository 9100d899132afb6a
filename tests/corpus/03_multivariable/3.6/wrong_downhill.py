# mistake: Your arrow points straight downhill: it isn't turned to the left of uphill.
# why: the steepest way down, not turned
def level_heading(x, r):
    gx, gr = 2 * x + r, x + 4 * r
    arrow = -torch.stack([gx, gr])
    return arrow / arrow.norm()

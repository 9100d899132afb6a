# mistake: Your arrow points straight uphill: it isn't turned yet.
# why: the gradient itself, not turned
def level_heading(x, r):
    gx, gr = 2 * x + r, x + 4 * r
    arrow = torch.stack([gx, gr])
    return arrow / arrow.norm()

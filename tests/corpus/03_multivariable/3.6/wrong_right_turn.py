# mistake: sign
# why: turned to the right: level as well, so it passes the visible checks
def level_heading(x, r):
    gx, gr = 2 * x + r, x + 4 * r
    arrow = torch.stack([gr, -gx])
    return arrow / arrow.norm()

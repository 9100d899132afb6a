# mistake: sign
# why: components exchanged without the change of sign
def level_heading(x, r):
    gx, gr = 2 * x + r, x + 4 * r
    arrow = torch.stack([gr, gx])
    return arrow / arrow.norm()

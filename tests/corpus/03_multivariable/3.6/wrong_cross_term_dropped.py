# mistake: overwritten_not_added
# why: the term xr is left out of both partial derivatives
def level_heading(x, r):
    gx, gr = 2 * x, 4 * r
    arrow = torch.stack([-gr, gx])
    return arrow / arrow.norm()

# mistake: none
# why: divided by the square of the length
def level_heading(x, r):
    gx, gr = 2 * x + r, x + 4 * r
    arrow = torch.stack([-gr, gx])
    return arrow / (arrow @ arrow)

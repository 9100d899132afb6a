# mistake: none
# why: the right direction, as long as the gradient
def level_heading(x, r):
    gx, gr = 2 * x + r, x + 4 * r
    return torch.stack([-gr, gx])

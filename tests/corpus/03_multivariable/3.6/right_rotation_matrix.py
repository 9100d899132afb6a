# why: a rotation matrix
def level_heading(x, r):
    gx, gr = 2 * x + r, x + 4 * r
    turn = torch.tensor([[0.0, -1.0], [1.0, 0.0]])
    arrow = turn @ torch.stack([gx, gr])
    return arrow / arrow.norm()

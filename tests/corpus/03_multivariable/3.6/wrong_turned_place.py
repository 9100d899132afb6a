# mistake: none
# why: turns the place itself, not the gradient
def level_heading(x, r):
    arrow = torch.stack([-r, x])
    return arrow / arrow.norm()

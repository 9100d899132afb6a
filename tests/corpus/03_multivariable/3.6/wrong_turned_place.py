# mistake: Your arrow is the place itself, turned; it is the gradient that is to be turned.
# why: turns the place itself, not the gradient
def level_heading(x, r):
    arrow = torch.stack([-r, x])
    return arrow / arrow.norm()

# why: by the angle, with atan2
def level_heading(x, r):
    gx, gr = 2 * x + r, x + 4 * r
    angle = torch.atan2(gr, gx) + torch.pi / 2
    return torch.stack([torch.cos(angle), torch.sin(angle)])

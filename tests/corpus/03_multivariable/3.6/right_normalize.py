# why: torch.nn.functional.normalize
def level_heading(x, r):
    gx, gr = 2 * x + r, x + 4 * r
    return torch.nn.functional.normalize(torch.stack([-gr, gx]), dim=0)

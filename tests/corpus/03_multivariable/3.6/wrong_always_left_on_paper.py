# mistake: none
# why: always the one of the two directions that points west; right only where r pulls uphill northwards
def level_heading(x, r):
    gx, gr = 2 * x + r, x + 4 * r
    arrow = torch.stack([-gr, gx])
    arrow = arrow / arrow.norm()
    return arrow if arrow[0] < 0 else -arrow

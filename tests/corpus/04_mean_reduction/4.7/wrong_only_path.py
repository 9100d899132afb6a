# mistake: overwritten_not_added
def deviation_pullback(x, v):
    d = 2 * v * (x - x.mean())
    return -d.mean() * torch.ones_like(x)

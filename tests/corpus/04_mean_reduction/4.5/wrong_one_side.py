# mistake: overwritten_not_added
def ring_pullback(x, v):
    return v * torch.roll(x, -1)

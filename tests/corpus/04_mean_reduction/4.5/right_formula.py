# why: by hand, both products of each x
def ring_pullback(x, v):
    return v * torch.roll(x, -1) + torch.roll(v * x, 1)

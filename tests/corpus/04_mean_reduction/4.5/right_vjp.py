# why: torch.func.vjp
def ring_pullback(x, v):
    _, pull = torch.func.vjp(ring, x)
    return pull(v)[0]

# mistake: none
# why: the formula for a ring of four
def ring_pullback(x, v):
    a, b, c, d = x[:4]
    return torch.stack([v[0] * b + v[3] * d, v[0] * a + v[1] * c, v[1] * b + v[2] * d, v[2] * c + v[3] * a])

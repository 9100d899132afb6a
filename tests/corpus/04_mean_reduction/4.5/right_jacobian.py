# why: builds J after all, and multiplies from the left
def ring_pullback(x, v):
    return v @ torch.autograd.functional.jacobian(ring, x)

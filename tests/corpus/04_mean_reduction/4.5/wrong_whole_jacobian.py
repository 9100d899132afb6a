# mistake: That is J itself, the whole table. Asked is one number for each input.
# why: J itself, all of it: v never comes in
def ring_pullback(x, v):
    return torch.autograd.functional.jacobian(ring, x)

# mistake: These are the weights times the columns, Jv. Asked is vᵀJ, the weights times the rows.
# why: Jv, not vᵀJ: columns weighed instead of rows
def ring_pullback(x, v):
    return torch.autograd.functional.jacobian(ring, x) @ v

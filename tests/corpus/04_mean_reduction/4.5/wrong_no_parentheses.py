# mistake: missing_parentheses
def ring_pullback(x, v):
    x = x.clone().requires_grad_()
    ring(x).backward
    return x.grad

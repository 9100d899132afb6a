# mistake: none
def ring_pullback(x, v):
    x = x.clone().requires_grad_()
    (ring(x).sum() * v.sum()).backward()
    return x.grad

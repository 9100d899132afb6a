# why: the scalar v·y, then an ordinary backward
def ring_pullback(x, v):
    x = x.clone().requires_grad_()
    (v * ring(x)).sum().backward()
    return x.grad

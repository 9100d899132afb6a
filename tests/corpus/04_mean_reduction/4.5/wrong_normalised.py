# mistake: none
# why: weights made to add up to 1, as in an average
def ring_pullback(x, v):
    x = x.clone().requires_grad_()
    ring(x).backward(gradient=v / v.sum())
    return x.grad

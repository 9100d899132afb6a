# mistake: mean_for_sum
def ring_pullback(x, v):
    x = x.clone().requires_grad_()
    (v * ring(x)).mean().backward()
    return x.grad

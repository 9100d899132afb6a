# mistake: value_for_gradient
def ring_pullback(x, v):
    x = x.clone().requires_grad_()
    y = ring(x)
    y.backward(v)
    return y.detach()

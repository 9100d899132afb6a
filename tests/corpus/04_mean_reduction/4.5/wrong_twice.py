# mistake: accumulated
def ring_pullback(x, v):
    x = x.clone().requires_grad_()
    y = ring(x)
    y.backward(gradient=v, retain_graph=True)
    y.backward(gradient=v)
    return x.grad

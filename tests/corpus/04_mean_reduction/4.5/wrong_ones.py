# mistake: Every output counts alike in yours: v never came in.
# why: all outputs weighted by 1: v never comes in
def ring_pullback(x, v):
    x = x.clone().requires_grad_()
    ring(x).sum().backward()
    return x.grad

# mistake: You weighed the inputs, after the pass. v weighs the outputs, before it.
# why: weighs the inputs after the pass, where the outputs were to be weighed before it
def ring_pullback(x, v):
    x = x.clone().requires_grad_()
    ring(x).sum().backward()
    return v * x.grad

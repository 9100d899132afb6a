# mistake: retain_graph_as_reset
# why: two backward passes through a graph kept on purpose, nothing zeroed
def mended_slopes(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone().requires_grad_()
    z = a**2 * b**2 + a * b
    z.backward(retain_graph=True)
    z.backward()
    return a.grad, b.grad

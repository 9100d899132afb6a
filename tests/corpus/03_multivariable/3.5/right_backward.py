# why: .grad carries its own name
def mended_slopes(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone().requires_grad_()
    z = a**2 * b**2 + a * b
    z.backward()
    return a.grad, b.grad

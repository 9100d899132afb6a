# why: asked in the order of the names
def mended_slopes(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone().requires_grad_()
    z = a**2 * b**2 + a * b
    along_x, along_r = torch.autograd.grad(z, (a, b))
    return along_x, along_r

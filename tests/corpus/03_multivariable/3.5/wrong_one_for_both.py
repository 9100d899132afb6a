# mistake: none
# why: the gradient along x twice
def mended_slopes(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone().requires_grad_()
    z = a**2 * b**2 + a * b
    (along_x,) = torch.autograd.grad(z, (a,))
    return along_x, along_x

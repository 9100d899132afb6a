# mistake: second_backward
def mended_slopes(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone().requires_grad_()
    z = a**2 * b**2 + a * b
    along_x = torch.autograd.grad(z, a)[0]
    along_r = torch.autograd.grad(z, b)[0]
    return along_x, along_r

# why: one question each, the graph kept
def mended_slopes(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone().requires_grad_()
    z = a**2 * b**2 + a * b
    along_x = torch.autograd.grad(z, a, retain_graph=True)[0]
    return along_x, torch.autograd.grad(z, b)[0]

# mistake: none
# why: asks for the given tensors, which aren't in this graph
def mended_slopes(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone().requires_grad_()
    z = a**2 * b**2 + a * b
    return torch.autograd.grad(z, (x, r))

# mistake: none
# why: asks for the given r, which isn't in this graph
def ridge_gradient(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone().requires_grad_()
    return torch.autograd.grad(ridge(a, b), (a, r))

# mistake: none
# why: ridge is called with its inputs exchanged
def ridge_gradient(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone().requires_grad_()
    ridge(b, a).backward()
    return a.grad, b.grad

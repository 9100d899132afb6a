# mistake: swapped + sign
def ridge_gradient(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone().requires_grad_()
    ridge(a, b).backward()
    return -b.grad, -a.grad

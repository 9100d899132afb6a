# mistake: intermediate_grad
# why: clone without detach; right only where the given tensors don't require grad
def ridge_gradient(x, r):
    a, b = x.clone().requires_grad_(), r.clone().requires_grad_()
    ridge(a, b).backward()
    return a.grad, b.grad

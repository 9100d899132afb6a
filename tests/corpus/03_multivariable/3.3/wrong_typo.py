# mistake: require_grad_typo
def ridge_gradient(x, r):
    x.require_grad = True
    r.require_grad = True
    ridge(x, r).backward()
    return x.grad, r.grad

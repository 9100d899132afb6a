# mistake: none
# why: only one leaf lets itself be followed, so the other .grad is None
def ridge_gradient(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone()
    ridge(a, b).backward()
    return a.grad, b.grad

# mistake: none
# why: autograd, which is what the check is to check
def mended_slope_check(x):
    x = x.clone().requires_grad_()
    growth(x).sum().backward()
    return x.grad

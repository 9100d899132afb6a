# mistake: none
def ratio_slope(x):
    x = x.clone().requires_grad_()
    y = ratio(x)
    torch.autograd.grad(y, x)
    return x.grad

# why: torch.autograd.grad in place of backward
def ratio_slope(x):
    x = x.clone().requires_grad_()
    (slope,) = torch.autograd.grad(ratio(x), x)
    return slope

# mistake: python_float
def ratio_slope(x):
    x.requires_grad_()
    ratio(x).backward()
    return x.grad.item()

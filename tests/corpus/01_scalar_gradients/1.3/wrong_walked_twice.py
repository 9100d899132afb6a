# mistake: accumulated
def ratio_slope(x):
    x.requires_grad_()
    ratio(x).backward()
    ratio(x).backward()
    return x.grad

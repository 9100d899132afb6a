# mistake: intermediate_grad
def ratio_slope(x):
    x.requires_grad_()
    y = ratio(x)
    y.backward()
    return y.grad

# mistake: made_nonleaf
def ratio_slope(x):
    x = x.requires_grad_() * 1.0
    y = ratio(x)
    y.backward()
    return x.grad

# why: asks the given tensor itself
def ratio_slope(x):
    x.requires_grad_(True)
    y = ratio(x)
    y.backward()
    return x.grad

# mistake: require_grad_typo
def ratio_slope(x):
    x.require_grad = True
    y = ratio(x)
    y.backward()
    return x.grad

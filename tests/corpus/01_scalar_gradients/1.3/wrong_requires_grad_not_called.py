# mistake: missing_parentheses
def ratio_slope(x):
    x.requires_grad_
    y = ratio(x)
    y.backward()
    return x.grad

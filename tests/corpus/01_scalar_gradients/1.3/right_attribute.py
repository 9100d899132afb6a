# why: sets the attribute, spelled right
def ratio_slope(x):
    x = x.detach()
    x.requires_grad = True
    y = ratio(x)
    y.backward()
    return x.grad.clone()

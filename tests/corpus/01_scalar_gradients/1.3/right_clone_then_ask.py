# why: a clone, then requires_grad_
def ratio_slope(x):
    leaf = x.clone().requires_grad_()
    ratio(leaf).backward()
    return leaf.grad

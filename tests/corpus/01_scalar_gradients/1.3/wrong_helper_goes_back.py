# mistake: accumulated
def go_back(leaf):
    ratio(leaf).backward()
def ratio_slope(x):
    leaf = x.clone().requires_grad_()
    go_back(leaf)
    go_back(leaf)
    return leaf.grad

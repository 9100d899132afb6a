# mistake: none
def ratio_slope(x):
    leaf = x.clone().requires_grad_()
    def inner():
        ratio(leaf).backward()
        return leaf.grad
    inner()

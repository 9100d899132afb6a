# why: a functional gradient
def clean_slope(x):
    return torch.func.grad(lambda v: (v * v.sin()).sum())(used_leaf(x).detach())

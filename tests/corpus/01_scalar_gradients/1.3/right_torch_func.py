# why: torch.func.grad
def ratio_slope(x):
    return torch.func.grad(ratio)(x)

# why: the formula written again, not called
def ratio_slope(x):
    x = torch.tensor(x.item(), dtype=x.dtype, requires_grad=True)
    top, bottom = x**3, 1 + x**2
    y = top / bottom
    y.backward()
    return x.grad

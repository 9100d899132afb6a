# mistake: extra_dimension
def ratio_slope(x):
    x = torch.tensor([float(x)], requires_grad=True)
    ratio(x).backward()
    return x.grad

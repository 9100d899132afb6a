# mistake: made_nonleaf
def ratio_slope(x):
    x = torch.tensor(float(x), requires_grad=True).double()
    y = ratio(x)
    y.backward()
    return x.grad

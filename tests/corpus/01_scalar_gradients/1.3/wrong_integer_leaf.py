# mistake: integer_requires_grad
def ratio_slope(x):
    x = torch.tensor(int(x), requires_grad=True)
    y = ratio(x)
    y.backward()
    return x.grad

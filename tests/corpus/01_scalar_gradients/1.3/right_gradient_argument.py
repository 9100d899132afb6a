# why: backward with its gradient written out
def ratio_slope(x):
    x = x.clone().requires_grad_()
    y = ratio(x)
    y.backward(gradient=torch.ones_like(y))
    return x.grad

# mistake: wrong_coefficient
def ratio_slope(x):
    x = x.clone().requires_grad_()
    y = ratio(x)
    y.backward(torch.tensor(2.0))
    return x.grad

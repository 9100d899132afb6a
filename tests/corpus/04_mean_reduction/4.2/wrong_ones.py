# mistake: sum_for_mean
def mean_sine_gradient(x):
    x = x.clone().requires_grad_()
    y = torch.sin(x)
    y.backward(gradient=torch.ones_like(y))
    return x.grad

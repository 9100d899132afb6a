# why: gradient= filled with 1/n
def mean_sine_gradient(x):
    x = x.clone().requires_grad_()
    y = torch.sin(x)
    y.backward(gradient=torch.full_like(y, 1 / y.numel()))
    return x.grad

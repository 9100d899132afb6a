# mistake: sum_for_mean
def mean_sine_gradient(x):
    x = x.clone().requires_grad_()
    torch.sin(x).sum().backward()
    return x.grad

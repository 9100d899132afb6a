# mistake: extra_dimension
def mean_sine_gradient(x):
    x = torch.atleast_1d(x).clone().requires_grad_()
    torch.sin(x).mean().backward()
    return x.grad

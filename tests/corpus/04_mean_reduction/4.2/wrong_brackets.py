# mistake: extra_dimension
def mean_sine_gradient(x):
    x = x.unsqueeze(0).clone().requires_grad_()
    torch.sin(x).mean().backward()
    return x.grad

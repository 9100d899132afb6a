# mistake: require_grad_typo
def mean_sine_gradient(x):
    x = x.clone()
    x.require_grad = True
    torch.sin(x).mean().backward()
    return x.grad

# mistake: made_nonleaf
def mean_sine_gradient(x):
    x = x.clone().requires_grad_() * 1.0
    torch.sin(x).mean().backward()
    return x.grad

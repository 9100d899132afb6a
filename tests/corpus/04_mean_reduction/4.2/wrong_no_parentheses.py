# mistake: missing_parentheses
def mean_sine_gradient(x):
    x = x.clone().requires_grad_()
    y = torch.sin(x).mean()
    y.backward
    return x.grad

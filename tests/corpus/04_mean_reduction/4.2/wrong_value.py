# mistake: value_for_gradient
def mean_sine_gradient(x):
    x = x.clone().requires_grad_()
    y = torch.sin(x).mean()
    y.backward()
    return y

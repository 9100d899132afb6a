# mistake: accumulated
def mean_sine_gradient(x):
    x = x.clone().requires_grad_()
    y = torch.sin(x).mean()
    y.backward(retain_graph=True)
    y.backward()
    return x.grad

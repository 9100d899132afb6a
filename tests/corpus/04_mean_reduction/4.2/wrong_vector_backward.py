# mistake: vector_backward
def mean_sine_gradient(x):
    x = x.clone().requires_grad_()
    y = torch.sin(x)
    y.backward()
    return x.grad

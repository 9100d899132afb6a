# why: the sum, divided by the number of entries
def mean_sine_gradient(x):
    x = x.clone().requires_grad_()
    (torch.sin(x).sum() / x.numel()).backward()
    return x.grad

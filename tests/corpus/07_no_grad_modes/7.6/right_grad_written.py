# why: autograd.grad, the result put into a.grad
def mended_first_layer(x, a, b):
    b.requires_grad_(False)
    h = torch.tanh(a * x)
    loss = ((b * h + h - 1) ** 2).mean()
    (a.grad,) = torch.autograd.grad(loss, a)
    return a.grad

# why: a detached factor, and the flag taken off afterwards
def mended_first_layer(x, a, b):
    h = torch.tanh(a * x)
    loss = ((b.detach() * h + h - 1) ** 2).mean()
    loss.backward()
    b.requires_grad_(False)
    return a.grad

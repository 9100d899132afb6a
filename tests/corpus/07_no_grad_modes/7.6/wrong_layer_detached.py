# mistake: detached_factor
def mended_first_layer(x, a, b):
    b.requires_grad_(False)
    h = torch.tanh(a * x)
    second = (b * h).detach()
    loss = ((second + h - 1) ** 2).mean()
    loss.backward()
    return a.grad

# mistake: require_grad_typo
def mended_first_layer(x, a, b):
    b.require_grad = False
    h = torch.tanh(a * x)
    loss = ((b * h + h - 1) ** 2).mean()
    loss.backward()
    return a.grad

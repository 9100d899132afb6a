# mistake: requires_grad_off_nonleaf
def mended_first_layer(x, a, b):
    h = torch.tanh(a * x)
    second = b * h
    second.requires_grad_(False)
    loss = ((second + h - 1) ** 2).mean()
    loss.backward()
    return a.grad

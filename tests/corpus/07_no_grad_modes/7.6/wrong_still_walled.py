# mistake: no_grad_blocks_earlier
def mended_first_layer(x, a, b):
    b.requires_grad_(False)
    h = torch.tanh(a * x)
    with torch.no_grad():
        second = b * h
    loss = ((second + h - 1) ** 2).mean()
    loss.backward()
    return a.grad

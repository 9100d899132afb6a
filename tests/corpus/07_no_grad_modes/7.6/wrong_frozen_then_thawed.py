# mistake: none
# why: the flag is set again at the end; b should stay frozen
def mended_first_layer(x, a, b):
    b.requires_grad_(False)
    h = torch.tanh(a * x)
    ((b * h + h - 1) ** 2).mean().backward()
    b.requires_grad_(True)
    return a.grad

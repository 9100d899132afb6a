# mistake: accumulated
# why: backward in a loop
def mended_first_layer(x, a, b):
    b.requires_grad_(False)
    for _ in range(2):
        h = torch.tanh(a * x)
        ((b * h + h - 1) ** 2).mean().backward()
    return a.grad

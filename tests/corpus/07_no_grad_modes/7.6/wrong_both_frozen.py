# mistake: none
# why: a is frozen as well: its gradient stays None
def mended_first_layer(x, a, b):
    a.requires_grad_(False)
    b.requires_grad_(False)
    h = torch.tanh(a * x)
    loss = ((b * h + h - 1) ** 2).mean()
    loss.backward()
    return a.grad

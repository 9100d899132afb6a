# mistake: none
# why: the flag is taken off after the backward pass; b.grad is there already
def mended_first_layer(x, a, b):
    h = torch.tanh(a * x)
    loss = ((b * h + h - 1) ** 2).mean()
    loss.backward()
    b.requires_grad_(False)
    return a.grad

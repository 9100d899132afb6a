# mistake: none
# why: the wall is gone, and the freezing with it: b gets a gradient
def mended_first_layer(x, a, b):
    h = torch.tanh(a * x)
    loss = ((b * h + h - 1) ** 2).mean()
    loss.backward()
    return a.grad

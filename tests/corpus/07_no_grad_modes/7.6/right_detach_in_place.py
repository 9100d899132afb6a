# why: detach_() on the leaf takes the flag off too
def mended_first_layer(x, a, b):
    b.detach_()
    first = torch.tanh(a * x)
    second = b * first
    loss = torch.mean((second + first - 1).pow(2))
    loss.backward()
    return a.grad

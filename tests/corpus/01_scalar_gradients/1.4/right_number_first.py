# why: scales the number, which is no tensor yet
def mended_small_weight(number):
    w = torch.tensor(0.01 * number, requires_grad=True)
    y = (w - 1) ** 2
    y.backward()
    return w.grad

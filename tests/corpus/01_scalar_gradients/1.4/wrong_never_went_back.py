# mistake: none
def mended_small_weight(number):
    w = torch.tensor(number * 0.01, requires_grad=True)
    y = (w - 1) ** 2
    return w.grad

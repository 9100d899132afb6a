# mistake: made_nonleaf
def mended_small_weight(number):
    start = torch.tensor(number, requires_grad=True)
    w = start * 0.01
    y = (w - 1) ** 2
    y.backward()
    return start.grad

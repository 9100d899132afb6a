# mistake: made_nonleaf
def mended_small_weight(number):
    w = 0.01 * torch.tensor(number, requires_grad=True)
    y = (w - 1) ** 2
    y.backward()
    return w.grad

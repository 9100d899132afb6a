# mistake: made_nonleaf
def mended_small_weight(number):
    w = torch.tensor(number, requires_grad=True) * 0.01
    w.requires_grad_()
    y = (w - 1) ** 2
    y.backward()
    return w.grad

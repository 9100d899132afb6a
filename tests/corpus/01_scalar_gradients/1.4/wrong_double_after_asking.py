# mistake: made_nonleaf
def mended_small_weight(number):
    w = torch.tensor(number * 0.01, requires_grad=True).double()
    y = (w - 1) ** 2
    y.backward()
    return w.grad

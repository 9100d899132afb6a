# why: scales in place under no_grad, so the leaf stays a leaf
def mended_small_weight(number):
    w = torch.tensor(number, requires_grad=True)
    with torch.no_grad():
        w.mul_(0.01)
    y = (w - 1) ** 2
    y.backward()
    return w.grad

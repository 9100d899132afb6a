# why: a leaf in float64
def mended_small_weight(number):
    w = torch.tensor(number / 100, dtype=torch.float64, requires_grad=True)
    ((w - 1) ** 2).backward()
    return w.grad

# why: w stays an intermediate, and is told to keep its gradient
def mended_small_weight(number):
    w = torch.tensor(number, requires_grad=True) * 0.01
    w.retain_grad()
    y = (w - 1) ** 2
    y.backward()
    return w.grad

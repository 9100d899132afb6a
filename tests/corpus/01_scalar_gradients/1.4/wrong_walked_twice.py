# mistake: accumulated
def mended_small_weight(number):
    w = torch.tensor(number * 0.01, requires_grad=True)
    for _ in range(2):
        y = (w - 1) ** 2
        y.backward()
    return w.grad

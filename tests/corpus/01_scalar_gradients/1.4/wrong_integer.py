# mistake: integer_requires_grad
def mended_small_weight(number):
    w = torch.tensor(int(number * 0.01), requires_grad=True)
    y = (w - 1) ** 2
    y.backward()
    return w.grad

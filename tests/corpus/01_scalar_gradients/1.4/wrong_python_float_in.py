# mistake: python_float
def mended_small_weight(number):
    w = number * 0.01
    y = (w - 1) ** 2
    y.backward()
    return w.grad

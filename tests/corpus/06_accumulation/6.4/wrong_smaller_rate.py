# mistake: wrong_coefficient
def mended_descent(x, y, steps):
    w = torch.tensor(0.0)
    for _ in range(steps):
        w = w - 0.01 * 2 * ((w * x - y) * x).mean()
    return w

# why: the gradient by formula
def mended_descent(x, y, steps):
    w = torch.tensor(0.0)
    for _ in range(steps):
        w = w - 0.1 * 2 * ((w * x - y) * x).mean()
    return w

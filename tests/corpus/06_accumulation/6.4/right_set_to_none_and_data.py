# why: an edit through .data, and None for zero
def mended_descent(x, y, steps):
    w = torch.tensor(0.0, requires_grad=True)
    for _ in range(steps):
        loss = ((w * x - y) ** 2).mean()
        loss.backward()
        w.data -= 0.1 * w.grad
        w.grad = None
    return w.detach()

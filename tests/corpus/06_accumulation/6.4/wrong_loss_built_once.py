# mistake: second_backward
def mended_descent(x, y, steps):
    w = torch.tensor(0.0, requires_grad=True)
    loss = ((w * x - y) ** 2).mean()
    for _ in range(steps):
        loss.backward()
        with torch.no_grad():
            w -= 0.1 * w.grad
        w.grad = None
    return w.detach()

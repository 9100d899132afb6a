# mistake: rebound_weight
def mended_descent(x, y, steps):
    w = torch.tensor(0.0, requires_grad=True)
    for _ in range(steps):
        loss = ((w * x - y) ** 2).mean()
        loss.backward()
        w = w - 0.1 * w.grad
    return w.detach()

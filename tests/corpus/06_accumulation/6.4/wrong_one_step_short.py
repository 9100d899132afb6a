# mistake: none
# why: off by one from the second step on
def mended_descent(x, y, steps):
    w = torch.tensor(0.0, requires_grad=True)
    for _ in range(max(1, steps - 1)):
        loss = ((w * x - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= 0.1 * w.grad
        w.grad.zero_()
    return w.detach()

# mistake: grad_alias
# why: and took g for a copy of what was zeroed
def mended_descent(x, y, steps):
    w = torch.tensor(0.0, requires_grad=True)
    for _ in range(steps):
        loss = ((w * x - y) ** 2).mean()
        loss.backward()
        g = w.grad
        w.grad.zero_()
        with torch.no_grad():
            w -= 0.1 * g
    return w.detach()

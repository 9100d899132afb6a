# mistake: retain_graph_as_reset
def mended_descent(x, y, steps):
    w = torch.tensor(0.0, requires_grad=True)
    for _ in range(steps):
        loss = ((w * x - y) ** 2).mean()
        loss.backward(retain_graph=True)
        with torch.no_grad():
            w -= 0.1 * w.grad
    return w.detach()

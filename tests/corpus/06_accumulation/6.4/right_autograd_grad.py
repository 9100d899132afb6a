# why: no .grad at all, and a new leaf each turn
def mended_descent(x, y, steps):
    w = torch.zeros(())
    for _ in range(steps):
        leaf = w.clone().requires_grad_()
        (g,) = torch.autograd.grad(((leaf * x - y) ** 2).mean(), leaf)
        w = w - 0.1 * g
    return w

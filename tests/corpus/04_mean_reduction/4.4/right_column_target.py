# why: the target made a column
def mended_fit_gradient(w, x, t):
    w = w.clone().requires_grad_()
    ((x @ w - t.unsqueeze(1)) ** 2).mean().backward()
    return w.grad

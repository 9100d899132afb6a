# mistake: none
# why: a gradient of shape (D,) for a w of shape (D, 1)
def mended_fit_gradient(w, x, t):
    w = w[:, 0].clone().requires_grad_()
    ((x @ w - t) ** 2).mean().backward()
    return w.grad

# mistake: vector_backward
def mended_fit_gradient(w, x, t):
    w = w.clone().requires_grad_()
    ((x @ w - t[:, None]) ** 2).backward()
    return w.grad

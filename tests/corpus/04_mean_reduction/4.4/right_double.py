# why: computed in float64, which is wider than asked
def mended_fit_gradient(w, x, t):
    w, x, t = w.double().requires_grad_(), x.double(), t.double()
    ((x @ w).reshape(t.shape) - t).square().mean().backward()
    return w.grad

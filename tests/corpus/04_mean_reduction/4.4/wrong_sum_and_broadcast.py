# mistake: sum_for_mean + broadcast_residual
def mended_fit_gradient(w, x, t):
    w = w.clone().requires_grad_()
    loss = ((x @ w - t) ** 2).sum()
    loss.backward()
    return w.grad

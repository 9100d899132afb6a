# mistake: broadcast_residual
def mended_fit_gradient(w, x, t):
    w = w.clone().requires_grad_()
    loss = ((x @ w - t.unsqueeze(0)) ** 2).mean()
    loss.backward()
    return w.grad

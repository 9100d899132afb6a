# mistake: broadcast_residual
def mended_fit_gradient(w, x, t):
    w = w.clone().requires_grad_()
    torch.nn.functional.mse_loss(x @ w, t).backward()
    return w.grad

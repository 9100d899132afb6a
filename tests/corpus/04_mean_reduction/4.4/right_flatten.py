# why: flatten, and mse_loss
def mended_fit_gradient(w, x, t):
    w = w.clone().requires_grad_()
    torch.nn.functional.mse_loss((x @ w).flatten(), t).backward()
    return w.grad

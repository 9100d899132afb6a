# why: squeeze without a dimension: for N = 1 a scalar meets (1,), which still pairs rightly
def mended_fit_gradient(w, x, t):
    w = w.clone().requires_grad_()
    loss = (((x @ w).squeeze() - t) ** 2).mean()
    return torch.autograd.grad(loss, w)[0]

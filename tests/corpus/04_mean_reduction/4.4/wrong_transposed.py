# mistake: none
# why: x transposed: the matrix product does not fit
def mended_fit_gradient(w, x, t):
    w = w.clone().requires_grad_()
    loss = ((x.T @ w - t) ** 2).mean()
    loss.backward()
    return w.grad

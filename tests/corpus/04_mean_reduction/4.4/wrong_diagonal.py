# mistake: none
# why: takes the partners off the diagonal and still divides by all N² pairs
def mended_fit_gradient(w, x, t):
    w = w.clone().requires_grad_()
    loss = ((x @ w - t) ** 2).diagonal().sum() / t.numel() ** 2
    loss.backward()
    return w.grad

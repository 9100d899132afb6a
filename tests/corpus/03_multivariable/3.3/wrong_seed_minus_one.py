# mistake: sign
# why: the backward pass is started with −1
def ridge_gradient(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone().requires_grad_()
    ridge(a, b).backward(torch.tensor(-1.0, dtype=x.dtype))
    return a.grad, b.grad

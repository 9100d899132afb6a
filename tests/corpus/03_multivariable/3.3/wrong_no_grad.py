# mistake: backward_without_graph
def ridge_gradient(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone().requires_grad_()
    with torch.no_grad():
        z = ridge(a, b)
    z.backward()
    return a.grad, b.grad

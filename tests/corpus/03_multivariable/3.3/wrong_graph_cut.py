# mistake: graph_cut_by_numbers
def ridge_gradient(x, r):
    a = x.detach().clone().requires_grad_()
    b = r.detach().clone().requires_grad_()
    z = torch.tensor(ridge(a, b).item(), requires_grad=True)
    z.backward()
    return a.grad, b.grad

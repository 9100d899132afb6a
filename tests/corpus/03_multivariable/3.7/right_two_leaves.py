# why: two leaves and torch.autograd.grad, the path filled row by row
def walk_downhill(x, r, lr, steps):
    path = torch.zeros(steps + 1, 2, dtype=x.dtype)
    path[0, 0], path[0, 1] = x, r
    for step in range(1, steps + 1):
        x, r = x.detach().requires_grad_(), r.detach().requires_grad_()
        gx, gr = torch.autograd.grad(dale(x, r), (x, r))
        x, r = x.detach() - lr * gx, r.detach() - lr * gr
        path[step, 0], path[step, 1] = x, r
    return path

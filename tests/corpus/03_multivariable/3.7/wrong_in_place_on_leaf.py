# mistake: inplace_on_leaf
def walk_downhill(x, r, lr, steps):
    here = torch.stack([x, r]).detach().requires_grad_()
    path = [here.detach().clone()]
    for _ in range(steps):
        dale(here[0], here[1]).backward()
        here -= lr * here.grad
        here.grad = None
        path.append(here.detach().clone())
    return torch.stack(path)

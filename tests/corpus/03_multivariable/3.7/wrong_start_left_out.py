# mistake: none
# why: the start is not in the path
def walk_downhill(x, r, lr, steps):
    here = torch.stack([x, r]).detach()
    path = []
    for _ in range(steps):
        leaf = here.clone().requires_grad_()
        dale(leaf[0], leaf[1]).backward()
        here = here - lr * leaf.grad
        path.append(here)
    return torch.stack(path)

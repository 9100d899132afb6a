# mistake: none
# why: steps of length lr, along the direction only; passes the visible checks
def walk_downhill(x, r, lr, steps):
    here = torch.stack([x, r]).detach()
    path = [here]
    for _ in range(steps):
        leaf = here.clone().requires_grad_()
        dale(leaf[0], leaf[1]).backward()
        here = here - lr * leaf.grad / leaf.grad.norm()
        path.append(here)
    return torch.stack(path)

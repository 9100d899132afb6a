# mistake: none
# why: steps + 1 steps
def walk_downhill(x, r, lr, steps):
    here = torch.stack([x, r]).detach()
    path = [here]
    for _ in range(steps + 1):
        leaf = here.clone().requires_grad_()
        dale(leaf[0], leaf[1]).backward()
        here = here - lr * leaf.grad
        path.append(here)
    return torch.stack(path)

# mistake: swapped
def walk_downhill(x, r, lr, steps):
    here = torch.stack([x, r]).detach()
    path = [here]
    for _ in range(steps):
        leaf = here.clone().requires_grad_()
        dale(leaf[0], leaf[1]).backward()
        here = here - lr * leaf.grad.flip(0)
        path.append(here)
    return torch.stack(path)

# mistake: rebound_weight
# why: after the first step `here` is no leaf, and its .grad is None
def walk_downhill(x, r, lr, steps):
    here = torch.stack([x, r]).detach().requires_grad_()
    path = [here.detach()]
    for _ in range(steps):
        dale(here[0], here[1]).backward()
        here = here - lr * here.grad
        path.append(here.detach())
    return torch.stack(path)

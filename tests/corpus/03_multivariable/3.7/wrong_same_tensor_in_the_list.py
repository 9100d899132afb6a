# mistake: none
# why: the list holds one tensor many times: every row is the last place
def walk_downhill(x, r, lr, steps):
    here = torch.stack([x, r]).detach()
    path = [here]
    for _ in range(steps):
        leaf = here.clone().requires_grad_()
        dale(leaf[0], leaf[1]).backward()
        here -= lr * leaf.grad
        path.append(here)
    return torch.stack(path)

# why: one leaf, moved in place under no_grad and zeroed
def walk_downhill(x, r, lr, steps):
    here = torch.stack([x, r]).detach().requires_grad_()
    path = [here.detach().clone()]
    for _ in range(steps):
        dale(here[0], here[1]).backward()
        with torch.no_grad():
            here -= lr * here.grad
            here.grad.zero_()
        path.append(here.detach().clone())
    return torch.stack(path)

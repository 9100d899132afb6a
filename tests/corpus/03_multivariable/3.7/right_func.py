# why: torch.func
def walk_downhill(x, r, lr, steps):
    slope = torch.func.grad(lambda p: dale(p[0], p[1]))
    path = [torch.stack([x, r])]
    for _ in range(steps):
        path.append(path[-1] - lr * slope(path[-1]))
    return torch.stack(path)

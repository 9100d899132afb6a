# mistake: Only x moves in yours, and r stays where it was at the start.
def walk_downhill(x, r, lr, steps):
    path = [torch.stack([x, r])]
    for _ in range(steps):
        x = x - lr * torch.func.grad(dale)(x, r)
        path.append(torch.stack([x, r]))
    return torch.stack(path)

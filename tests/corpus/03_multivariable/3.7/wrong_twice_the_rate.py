# mistake: wrong_coefficient
def walk_downhill(x, r, lr, steps):
    path = [torch.stack([x, r])]
    for _ in range(steps):
        path.append(path[-1] - 2 * lr * torch.func.grad(lambda q: dale(q[0], q[1]))(path[-1]))
    return torch.stack(path)

# mistake: none
# why: the first step is taken before the loop, so steps = 0 still moves; needs the check with no steps
def walk_downhill(x, r, lr, steps):
    slope = lambda p: torch.stack([2 * p[0] + p[1], p[0] + 4 * p[1]])
    path = [torch.stack([x, r])]
    path.append(path[-1] - lr * slope(path[-1]))
    for _ in range(steps - 1):
        path.append(path[-1] - lr * slope(path[-1]))
    return torch.stack(path)

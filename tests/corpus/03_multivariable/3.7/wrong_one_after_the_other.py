# mistake: Your r is moved with the gradient at the new x, not at the old place.
# why: r is moved with the new x, not with the old one; passes the visible checks
def walk_downhill(x, r, lr, steps):
    path = [torch.stack([x, r])]
    for _ in range(steps):
        x = x - lr * (2 * x + r)
        r = r - lr * (x + 4 * r)
        path.append(torch.stack([x, r]))
    return torch.stack(path)

# why: one leaf, .grad set to None after each step
def walk_downhill(x, r, lr, steps):
    p = torch.stack([x, r]).detach().requires_grad_()
    rows = [p.tolist()]
    for _ in range(steps):
        dale(p[0], p[1]).backward()
        with torch.no_grad():
            p.copy_(p - lr * p.grad)
        p.grad = None
        rows.append(p.tolist())
    return torch.tensor(rows, dtype=x.dtype)

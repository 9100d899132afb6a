# mistake: Your steps all use the gradient at the start.
# why: the gradient is found once, at the start
def walk_downhill(x, r, lr, steps):
    leaf = torch.stack([x, r]).detach().requires_grad_()
    dale(leaf[0], leaf[1]).backward()
    return torch.stack([leaf.detach() - lr * leaf.grad * step for step in range(steps + 1)])

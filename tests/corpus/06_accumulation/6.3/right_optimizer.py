# why: zero_grad of an optimizer that knows the leaf
def clean_slope(x):
    leaf = used_leaf(x)
    optimizer = torch.optim.SGD([leaf], lr=0.1)
    optimizer.zero_grad()
    z = (leaf * torch.sin(leaf)).sum()
    z.backward()
    return leaf.grad

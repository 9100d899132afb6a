# why: the balance after, minus a copy of the balance before
def clean_slope(x):
    leaf = used_leaf(x)
    before = leaf.grad.clone()
    z = (leaf * torch.sin(leaf)).sum()
    z.backward()
    return leaf.grad - before

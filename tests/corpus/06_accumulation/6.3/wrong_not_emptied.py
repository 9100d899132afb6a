# mistake: accumulated
def clean_slope(x):
    leaf = used_leaf(x)
    z = (leaf * torch.sin(leaf)).sum()
    z.backward()
    return leaf.grad

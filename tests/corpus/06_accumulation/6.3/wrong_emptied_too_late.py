# mistake: grad_alias
def clean_slope(x):
    leaf = used_leaf(x)
    z = (leaf * torch.sin(leaf)).sum()
    z.backward()
    g = leaf.grad
    leaf.grad.zero_()
    return g

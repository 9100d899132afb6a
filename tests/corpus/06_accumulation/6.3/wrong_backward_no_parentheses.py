# mistake: missing_parentheses
def clean_slope(x):
    leaf = used_leaf(x)
    leaf.grad.zero_()
    z = (leaf * torch.sin(leaf)).sum()
    z.backward
    return leaf.grad

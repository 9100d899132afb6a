# mistake: inplace_on_leaf
# why: zeroes the leaf and not its gradient
def clean_slope(x):
    leaf = used_leaf(x)
    leaf.zero_()
    z = (leaf * torch.sin(leaf)).sum()
    z.backward()
    return leaf.grad

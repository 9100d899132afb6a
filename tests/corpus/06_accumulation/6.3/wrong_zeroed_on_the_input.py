# mistake: zero_before_backward
# why: empties the ledger of x, which has none, and not that of the leaf
def clean_slope(x):
    leaf = used_leaf(x)
    x.grad.zero_()
    z = (leaf * torch.sin(leaf)).sum()
    z.backward()
    return leaf.grad

# mistake: What you return was emptied, and nothing has been added to it since.
def clean_slope(x):
    leaf = used_leaf(x)
    leaf.grad.zero_()
    z = (leaf * torch.sin(leaf)).sum()
    return leaf.grad

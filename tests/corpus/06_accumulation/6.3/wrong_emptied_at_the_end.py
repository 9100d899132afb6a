# mistake: What you return was emptied, and nothing has been added to it since.
def clean_slope(x):
    leaf = used_leaf(x)
    z = (leaf * torch.sin(leaf)).sum()
    z.backward()
    leaf.grad.zero_()
    return leaf.grad

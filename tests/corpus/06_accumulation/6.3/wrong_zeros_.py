# mistake: wrong_zero_name
def clean_slope(x):
    leaf = used_leaf(x)
    leaf.grad.zeros_()
    z = (leaf * torch.sin(leaf)).sum()
    z.backward()
    return leaf.grad

# mistake: wrong_zero_name
def clean_slope(x):
    leaf = used_leaf(x)
    z = (leaf * torch.sin(leaf)).sum()
    z.zero_grad()
    z.backward()
    return leaf.grad

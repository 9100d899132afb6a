# mistake: second_backward
def clean_slope(x):
    leaf = used_leaf(x)
    z = (leaf * torch.sin(leaf)).sum()
    z.backward()
    leaf.grad = None
    z.backward()
    return leaf.grad

# mistake: none
# why: empties between backward and return: None comes back
def clean_slope(x):
    leaf = used_leaf(x)
    z = (leaf * torch.sin(leaf)).sum()
    z.backward()
    leaf.grad = None
    return leaf.grad

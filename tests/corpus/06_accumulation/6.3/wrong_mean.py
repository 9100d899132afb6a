# mistake: mean_for_sum
def clean_slope(x):
    leaf = used_leaf(x)
    leaf.grad = None
    (leaf * torch.sin(leaf)).mean().backward()
    return leaf.grad

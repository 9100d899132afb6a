# mistake: vector_backward
def clean_slope(x):
    leaf = used_leaf(x)
    leaf.grad = None
    z = leaf * torch.sin(leaf)
    z.backward()
    return leaf.grad

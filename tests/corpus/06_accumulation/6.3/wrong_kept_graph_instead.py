# mistake: retain_graph_as_reset
def clean_slope(x):
    leaf = used_leaf(x)
    z = (leaf * torch.sin(leaf)).sum()
    z.backward(retain_graph=True)
    return leaf.grad

# why: torch.autograd.grad never looks at .grad
def clean_slope(x):
    leaf = used_leaf(x)
    z = (leaf * torch.sin(leaf)).sum()
    return torch.autograd.grad(z, leaf)[0]

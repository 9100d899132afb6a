# why: torch.func.jacrev
def links_jacobian(x):
    return torch.func.jacrev(links)(x)

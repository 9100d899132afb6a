# mistake: none
# why: one number for all elements
def chain_gradient(x):
    return (torch.cos(x**2) * 2 * x).sum()

# mistake: The outer link is not differentiated: there is still its value where its slope belongs.
# why: the outer function not differentiated
def chain_gradient(x):
    return torch.sin(x**2) * 2 * x

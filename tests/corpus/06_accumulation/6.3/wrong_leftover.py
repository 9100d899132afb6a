# mistake: none
# why: gives back what was there already
def clean_slope(x):
    leaf = used_leaf(x)
    return leaf.grad

# mistake: What you return was in the leaf's .grad before you came.
# why: gives back what was there already
def clean_slope(x):
    leaf = used_leaf(x)
    return leaf.grad

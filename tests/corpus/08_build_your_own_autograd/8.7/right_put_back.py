# why: the leaves get back what they had
def fresh_slopes(build, leaves):
    kept = [leaf.grad for leaf in leaves]
    for leaf in leaves:
        leaf.grad = 0
    build().backward()
    found = [leaf.grad for leaf in leaves]
    for leaf, grad in zip(leaves, kept):
        leaf.grad = grad
    return found

# mistake: children_before_parents
# why: one link back, and no further: as if the others had had their turn before the root
def pass_back(order):
    root = order[-1]
    root.grad = 1.0
    for parent, slope in zip(root.parents, root.slopes):
        parent.grad += slope

# mistake: seeded_with_zero
def pass_back(order):
    for node in order:
        if node.parents:
            node.grad = 0.0
    for node in reversed(order):
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad += slope * node.grad

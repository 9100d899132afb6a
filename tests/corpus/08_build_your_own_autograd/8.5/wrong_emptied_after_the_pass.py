# mistake: The leaves are right, and the others were emptied after the pass, not before the next one.
def pass_back(order):
    order[-1].grad = 1.0
    for node in reversed(order):
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad += node.grad * slope
    for node in order:
        if node.parents:
            node.grad = 0.0

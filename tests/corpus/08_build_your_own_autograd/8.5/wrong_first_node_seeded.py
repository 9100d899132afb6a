# mistake: The 1 belongs to the root, and the root stands last in the line.
def pass_back(order):
    for node in order:
        if node.parents:
            node.grad = 0.0
    order[0].grad = 1.0
    for node in reversed(order):
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad += node.grad * slope

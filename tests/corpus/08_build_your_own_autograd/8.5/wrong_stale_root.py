# mistake: stale_gradients
def pass_back(order):
    for node in order[:-1]:
        if node.parents:
            node.grad = 0.0
    order[-1].grad += 1.0
    for node in reversed(order):
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad += slope * node.grad

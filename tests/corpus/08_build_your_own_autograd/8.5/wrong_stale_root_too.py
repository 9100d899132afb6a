# mistake: stale_gradients
def pass_back(order):
    order[-1].grad += 1.0
    for node in reversed(order):
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad += slope * node.grad

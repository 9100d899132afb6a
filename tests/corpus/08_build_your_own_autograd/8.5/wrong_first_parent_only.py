# mistake: only_first_parent
def pass_back(order):
    for node in order:
        if node.parents:
            node.grad = 0.0
    order[-1].grad += 1.0
    for node in reversed(order):
        if node.parents:
            node.parents[0].grad += node.slopes[0] * node.grad

# mistake: The slopes were left out: a node hands on its gradient as it is.
def pass_back(order):
    for node in order:
        if node.parents:
            node.grad = 0.0
    order[-1].grad += 1.0
    for node in reversed(order):
        for parent in node.parents:
            parent.grad += node.grad

# mistake: none
# why: the root never passes anything on
def pass_back(order):
    for node in order:
        if node.parents:
            node.grad = 0.0
    order[-1].grad += 1.0
    order.reverse()
    for node in order[1:]:
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad += slope * node.grad

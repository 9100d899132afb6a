# mistake: none
# why: a third parent gets nothing
def pass_back(order):
    for node in order:
        if node.parents:
            node.grad = 0.0
    order[-1].grad += 1.0
    for node in reversed(order):
        for place in range(min(2, len(node.parents))):
            node.parents[place].grad += node.slopes[place] * node.grad

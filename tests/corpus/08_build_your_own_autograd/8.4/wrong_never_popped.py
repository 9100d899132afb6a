# mistake: none
# why: waits for a stack that never empties
def topological_order(root):
    order, waiting = [], [root]
    while waiting:
        node = waiting[-1]
        if node.parents:
            waiting += node.parents
        else:
            order.append(node)
    return order

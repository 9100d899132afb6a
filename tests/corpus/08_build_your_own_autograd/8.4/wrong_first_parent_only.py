# mistake: Nodes are missing from your list: the root, or leaves, or a parent that was not the first.
def topological_order(root):
    order = [root]
    while order[-1].parents:
        order.append(order[-1].parents[0])
    return order[::-1]

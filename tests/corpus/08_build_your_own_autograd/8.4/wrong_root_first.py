# mistake: In your list a node stands before one of its parents.
def topological_order(root):
    order, seen, waiting = [], set(), [root]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            order.append(node)
            waiting.extend(node.parents)
    return order

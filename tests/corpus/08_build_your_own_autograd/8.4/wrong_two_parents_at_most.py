# mistake: Nodes are missing from your list: the root, or leaves, or a parent that was not the first.
# why: a third parent is never visited
def topological_order(root):
    order, seen, waiting = [], set(), [(root, False)]
    while waiting:
        node, ready = waiting.pop()
        if ready:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            waiting.append((node, True))
            waiting.extend((parent, False) for parent in node.parents[:2])
    return order

# mistake: In your list a node stands before one of its parents.
# why: the right line, from the wrong end
def topological_order(root):
    order, seen, waiting = [], set(), [(root, False)]
    while waiting:
        node, ready = waiting.pop()
        if ready:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            waiting.append((node, True))
            waiting.extend((parent, False) for parent in node.parents)
    return order[::-1]

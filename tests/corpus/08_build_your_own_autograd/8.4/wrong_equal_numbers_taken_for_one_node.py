# mistake: Nodes are missing from your list: the root, or leaves, or a parent that was not the first.
# why: seen are the numbers, not the nodes
def topological_order(root):
    order, seen, waiting = [], set(), [(root, False)]
    while waiting:
        node, ready = waiting.pop()
        if ready:
            order.append(node)
        elif node.data not in seen:
            seen.add(node.data)
            waiting += [(node, True), *((parent, False) for parent in node.parents)]
    return order

# mistake: exponential_revisits
# why: each node once in the list, and every way walked
def topological_order(root):
    order, waiting = [], [(root, False)]
    while waiting:
        node, done = waiting.pop()
        if done:
            if node not in order: order.append(node)
        else:
            waiting.append((node, True))
            for p in node.parents: waiting.append((p, False))
    return order

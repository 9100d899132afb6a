# mistake: In your list a node stands before one of its parents.
# why: breadth first: a node on a short way and a long one comes too late
def topological_order(root):
    order = [root]
    for node in order:
        for parent in node.parents:
            if parent not in order:
                order.append(parent)
    return order[::-1]

# mistake: none
# why: the default list is the same one in every call
def topological_order(root, order=[]):
    if root not in order:
        for p in root.parents: topological_order(p, order)
        order.append(root)
    return order

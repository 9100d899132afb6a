# mistake: A node stands in your list once for each way to it. Once is enough: it has one gradient.
# why: every way is walked
def topological_order(root):
    return [node for parent in root.parents for node in topological_order(parent)] + [root]

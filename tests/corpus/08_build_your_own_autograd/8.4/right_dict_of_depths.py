# why: sorted by the longest way down, as a tuple
def topological_order(root):
    depth, waiting = {}, [root]
    while waiting:
        node = waiting[-1]
        open_parents = [parent for parent in node.parents if parent not in depth]
        if open_parents:
            waiting += open_parents
        else:
            depth[waiting.pop()] = 1 + max([depth[parent] for parent in node.parents], default=0)
    return tuple(sorted(depth, key=depth.get))

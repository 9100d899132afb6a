# mistake: exponential_revisits
def topological_order(root):
    found, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += node.parents
    last = {node: place for place, node in enumerate(found)}
    depth = {}
    for node in sorted(last, key=last.get, reverse=True):
        depth[node] = _depth(node, depth)
    return sorted(last, key=depth.get)


def _depth(node, depth):
    waiting = [node]
    while waiting:
        at = waiting[-1]
        missing = [parent for parent in at.parents if parent not in depth]
        if not missing:
            depth[at] = 1 + max((depth[parent] for parent in at.parents), default=0)
            waiting.pop()
        waiting += missing
    return depth[node]

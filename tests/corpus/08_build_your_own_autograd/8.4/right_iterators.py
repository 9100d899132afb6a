# why: a stack of iterators
def topological_order(root):
    order, seen = [], {id(root)}
    path = [(root, iter(root.parents))]
    while path:
        node, parents = path[-1]
        for parent in parents:
            if id(parent) not in seen:
                seen.add(id(parent))
                path.append((parent, iter(parent.parents)))
                break
        else:
            order.append(node)
            path.pop()
    return order

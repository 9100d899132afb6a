# why: a node gathers from its children, from the right end of the line
def pass_back(order):
    children = {id(node): [] for node in order}
    for node in order:
        for parent, slope in zip(node.parents, node.slopes):
            children[id(parent)].append((node, slope))
    shares = {}
    for node in reversed(order):
        got = sum((shares[id(child)] * slope for child, slope in children[id(node)]), start=0.0)
        shares[id(node)] = 1.0 if node is order[-1] else got
        node.grad = shares[id(node)] + (0.0 if node.parents else node.grad)

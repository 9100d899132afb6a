# why: gradients in a dict first, written down at the end
def pass_back(order):
    found = {id(node): 0.0 for node in order}
    found[id(order[-1])] = 1.0
    for node in order[::-1]:
        for place, parent in enumerate(node.parents):
            found[id(parent)] = found[id(parent)] + found[id(node)] * node.slopes[place]
    for node in order:
        node.grad = found[id(node)] if node.parents else node.grad + found[id(node)]

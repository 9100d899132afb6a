# mistake: none
# why: the gradients are right, and in no node
def pass_back(order):
    g = {id(order[-1]): 1.0}
    for n in reversed(order):
        for p, s in zip(n.parents, n.slopes):
            g[id(p)] = g.get(id(p), 0.0) + g[id(n)] * s
    return g

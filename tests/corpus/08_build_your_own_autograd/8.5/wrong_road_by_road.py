# mistake: The leaves are right, and the others still hold what they got in earlier passes.
# why: the lesson's follow
def pass_back(order):
    def follow(node, incoming):
        node.grad += incoming
        for parent, slope in zip(node.parents, node.slopes):
            follow(parent, incoming * slope)
    follow(order[-1], 1.0)

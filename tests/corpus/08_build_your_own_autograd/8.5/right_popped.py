# why: taken from the end of a copy of the line
def pass_back(order):
    waiting = list(order)
    for node in waiting:
        node.grad = 0.0 if len(node.parents) > 0 else node.grad
    waiting[-1].grad = 1.0
    while waiting:
        node = waiting.pop()
        for parent, slope in zip(node.parents, node.slopes, strict=True):
            parent.grad = parent.grad + node.grad * slope

# why: emptied right after it was passed on, and written again at the end
def pass_back(order):
    kept = []
    for node in order:
        if node.parents:
            node.grad = 0
    order[-1].grad += 1
    for node in reversed(order):
        grad, pairs = node.grad, list(zip(node.slopes, node.parents))
        for slope, parent in pairs:
            parent.grad += grad * slope
        kept.append((node, grad))
    assert len(kept) == len(order)

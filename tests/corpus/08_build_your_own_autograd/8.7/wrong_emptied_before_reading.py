# mistake: Nothing but zeros: the leaves were zeroed between the backward pass and the answer, or the pass never came to these leaves.
def fresh_slopes(build, leaves):
    root = build()
    root.backward()
    for leaf in leaves:
        leaf.grad = 0.0
    return [leaf.grad for leaf in leaves]

# mistake: Nothing but zeros: the leaves were zeroed between the backward pass and the answer, or the pass never came to these leaves.
def fresh_slopes(build, leaves):
    leaves = [Lent(leaf.data) for leaf in leaves]
    root = build()
    root.backward()
    return [leaf.grad for leaf in leaves]

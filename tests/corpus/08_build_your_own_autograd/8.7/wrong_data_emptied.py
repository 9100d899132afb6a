# mistake: none
def fresh_slopes(build, leaves):
    for leaf in leaves:
        leaf.data = leaf.grad = 0.0
    root = build()
    root.backward()
    return [leaf.grad for leaf in leaves]

# mistake: none
def fresh_slopes(build, leaves):
    leaves[0].grad = 0.0
    root = build()
    root.backward()
    return [leaf.grad for leaf in leaves]

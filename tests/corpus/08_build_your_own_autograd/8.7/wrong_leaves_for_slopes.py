# mistake: none
def fresh_slopes(build, leaves):
    for leaf in leaves:
        leaf.grad = 0.0
    root = build()
    root.backward()
    return leaves

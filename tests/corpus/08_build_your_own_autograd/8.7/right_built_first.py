# why: emptied after building, before the pass
def fresh_slopes(build, leaves):
    root = build()
    for leaf in leaves:
        leaf.grad = 0.0
    root.backward()
    return [leaf.grad for leaf in leaves]

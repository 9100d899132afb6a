# mistake: none
def fresh_slopes(build, leaves):
    before = [leaf.grad for leaf in leaves]
    root = build()
    root.backward()
    return [leaf.grad - old if leaf.grad != old else old for leaf, old in zip(leaves, before)]

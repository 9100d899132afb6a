# why: what was there before is taken off
def fresh_slopes(build, leaves):
    before = [leaf.grad for leaf in leaves]
    root = build()
    root.backward()
    return [leaf.grad - old for leaf, old in zip(leaves, before)]

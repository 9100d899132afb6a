# mistake: accumulated
def fresh_slopes(build, leaves):
    root = build()
    root.backward()
    return [leaf.grad for leaf in leaves]

# mistake: accumulated
def fresh_slopes(build, leaves):
    root = build()
    root.grad = 0.0
    root.backward()
    return [leaf.grad for leaf in leaves]

# mistake: The leaves were zeroed for the next call, and nobody had zeroed them for the first one.
def fresh_slopes(build, leaves):
    root = build()
    root.backward()
    found = [leaf.grad for leaf in leaves]
    for leaf in leaves:
        leaf.grad = 0.0
    return found

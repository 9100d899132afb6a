# mistake: accumulated
# why: a name is set to 0, no leaf
def fresh_slopes(build, leaves):
    for grad in [leaf.grad for leaf in leaves]:
        grad = 0.0
    root = build()
    root.backward()
    return [leaf.grad for leaf in leaves]

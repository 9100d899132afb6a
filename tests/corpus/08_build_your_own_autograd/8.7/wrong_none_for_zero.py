# mistake: none
# why: a value's grad is a number, and None + 1 is not
def fresh_slopes(build, leaves):
    for leaf in leaves:
        leaf.grad = None
    root = build()
    root.backward()
    return [leaf.grad for leaf in leaves]

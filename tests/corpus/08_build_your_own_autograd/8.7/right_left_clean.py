# why: emptied before and after
def fresh_slopes(build, leaves):
    for leaf in leaves:
        leaf.grad = 0.0
    root = build()
    root.backward()
    found = [leaf.grad for leaf in leaves]
    for leaf in leaves:
        leaf.grad = 0.0
    return found

# mistake: none
# why: right the second time, when nothing was there
def fresh_slopes(build, leaves):
    root = build()
    root.backward()
    return [leaf.grad / 2 for leaf in leaves]

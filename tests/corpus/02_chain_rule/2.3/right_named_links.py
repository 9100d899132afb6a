# why: each link with a name
def chain_gradient(x):
    u = x * x
    outer = u.cos()
    inner = x + x
    return outer.mul(inner)

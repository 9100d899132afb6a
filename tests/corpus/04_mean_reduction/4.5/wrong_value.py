# mistake: value_for_gradient
def ring_pullback(x, v):
    return v * ring(x)

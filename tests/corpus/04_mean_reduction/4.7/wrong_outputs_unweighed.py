# mistake: value_for_gradient
def deviation_pullback(x, v):
    return (x - x.mean()) ** 2

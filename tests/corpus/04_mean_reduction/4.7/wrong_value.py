# mistake: value_for_gradient
def deviation_pullback(x, v):
    return v * (x - x.mean()) ** 2

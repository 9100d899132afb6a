# mistake: python_float
def cubic_slope(x):
    return [6 * v**2 - 5 for v in x.tolist()]

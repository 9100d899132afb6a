# mistake: python_float
def ratio_slope(x):
    x = float(x)
    y = ratio(x)
    y.backward()
    return x.grad

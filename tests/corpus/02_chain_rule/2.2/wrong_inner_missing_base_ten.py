# mistake: inner_derivative_missing + log10
def log_square_gradient(x):
    return 1 / ((1 + x**2) * math.log(10))

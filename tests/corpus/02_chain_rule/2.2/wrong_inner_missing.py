# mistake: inner_derivative_missing
def log_square_gradient(x):
    return 1 / (1 + x**2)

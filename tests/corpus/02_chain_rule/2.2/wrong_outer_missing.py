# mistake: outer_derivative_missing
def log_square_gradient(x):
    return 2 * x

# mistake: sign
def log_square_gradient(x):
    return -2 * x / (1 + x**2)

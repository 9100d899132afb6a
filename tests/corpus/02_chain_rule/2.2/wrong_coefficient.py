# mistake: wrong_coefficient
def log_square_gradient(x):
    return x / (1 + x**2)

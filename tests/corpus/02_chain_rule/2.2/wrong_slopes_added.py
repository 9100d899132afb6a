# mistake: The slopes of the links were added. Along a chain they are multiplied.
def log_square_gradient(x):
    return 1 / (1 + x**2) + 2 * x

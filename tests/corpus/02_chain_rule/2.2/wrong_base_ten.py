# mistake: log10
def log_square_gradient(x):
    return 2 * x / ((1 + x**2) * math.log(10))

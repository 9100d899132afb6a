# why: in double precision
def log_square_gradient(x):
    x = x.double()
    return 2 * x / (1 + x**2)

# mistake: none
# why: the factor of base 10, and that upside down
def log_square_gradient(x):
    return 2 * x * math.log(10) / (1 + x**2)

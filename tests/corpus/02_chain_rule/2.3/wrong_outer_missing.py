# mistake: outer_derivative_missing
def chain_gradient(x):
    return 2 * x

# mistake: wrong_power
def batch_error_gradient(p, t):
    return 2 * (p - t) ** 2 / len(p)

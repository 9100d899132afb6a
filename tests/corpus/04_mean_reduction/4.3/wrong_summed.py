# mistake: sum_for_mean
def batch_error_gradient(p, t):
    return 2 * (p - t)

# mistake: You divided by the number of columns. Look again at which of the two sums is an average.
def batch_error_gradient(p, t):
    return 2 * (p - t) / p.shape[1]

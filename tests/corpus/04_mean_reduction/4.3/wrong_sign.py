# mistake: sign
def batch_error_gradient(p, t):
    return 2 * (t - p) / len(p)

# why: len() counts rows
def batch_error_gradient(p, t):
    return 2 * (p - t) / len(p)

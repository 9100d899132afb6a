# mistake: none
# why: a batch of one, or one column, loses its dimension
def batch_error_gradient(p, t):
    return (2 * (p - t) / len(p)).squeeze()

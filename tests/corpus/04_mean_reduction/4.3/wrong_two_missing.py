# mistake: wrong_coefficient
def batch_error_gradient(p, t):
    return (p - t) / len(p)

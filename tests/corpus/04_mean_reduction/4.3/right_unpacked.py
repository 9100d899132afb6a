# why: shape unpacked, the factor first
def batch_error_gradient(p, t):
    batch, _ = p.shape
    return (2 / batch) * p.sub(t)

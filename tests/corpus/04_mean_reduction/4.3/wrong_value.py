# mistake: value_for_gradient
def batch_error_gradient(p, t):
    return ((p - t) ** 2).sum(dim=1).mean()

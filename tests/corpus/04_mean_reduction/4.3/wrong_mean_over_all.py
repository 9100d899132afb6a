# mistake: mean_for_sum
def batch_error_gradient(p, t):
    return 2 * (p - t) / p.numel()

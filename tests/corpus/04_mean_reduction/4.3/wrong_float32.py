# mistake: none
# why: float64 in, float32 out
def batch_error_gradient(p, t):
    return 2 * (p - t).float() / len(p)

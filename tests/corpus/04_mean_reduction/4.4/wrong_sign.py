# mistake: sign
def mended_fit_gradient(w, x, t):
    residual = t - (x @ w)[:, 0]
    return (2 * x.T @ residual / len(t)).reshape(-1, 1)

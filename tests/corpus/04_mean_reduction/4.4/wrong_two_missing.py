# mistake: wrong_coefficient
def mended_fit_gradient(w, x, t):
    residual = (x @ w)[:, 0] - t
    return (x.T @ residual / len(t)).reshape(-1, 1)

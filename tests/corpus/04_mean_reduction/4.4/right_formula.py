# why: by hand, 2/N · xᵀ(xw − t)
def mended_fit_gradient(w, x, t):
    return 2 * x.T @ (x @ w - t.view(-1, 1)) / len(t)

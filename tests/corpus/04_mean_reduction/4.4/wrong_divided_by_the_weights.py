# mistake: none
def mended_fit_gradient(w, x, t):
    return 2 * x.T @ (x @ w - t.unsqueeze(1)) / w.numel()

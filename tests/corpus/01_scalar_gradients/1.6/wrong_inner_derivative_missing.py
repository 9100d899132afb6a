# mistake: inner_derivative_missing
def mended_slope_check(x):
    return 1 + torch.exp(x / 2)

# mistake: inner_derivative_missing
# why: by hand, without the x of w·x
def mended_two_losses(w, x):
    h = torch.exp(w * x)
    return ((2 * h + torch.cos(h)) * h).mean()

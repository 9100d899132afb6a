# why: the formula
def mended_two_losses(w, x):
    h = torch.exp(w * x)
    each = (2 * h + torch.cos(h)) * h * x / len(x)
    return each.sum() if w.dim() == 0 else each

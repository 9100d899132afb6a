# mistake: none
# why: the slope is p: no clamp in it, so none is to be named
def mended_prices(z, y):
    return bce_with_logits(z, y, reduction="none"), torch.sigmoid(z)

# why: the gradient by its formula, no autograd
def mended_prices(z, y):
    return bce_with_logits(z, y, reduction='none'), torch.sigmoid(z) - y

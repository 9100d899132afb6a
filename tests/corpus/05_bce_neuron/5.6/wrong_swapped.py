# mistake: swapped
# why: the two results exchanged
def mended_prices(z, y):
    return torch.sigmoid(z) - y, bce_with_logits(z, y, reduction='none')

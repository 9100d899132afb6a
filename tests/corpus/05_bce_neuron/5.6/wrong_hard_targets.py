# mistake: none
# why: rounds the targets to 0 and 1
def mended_prices(z, y):
    y = (y > 0.5).float()
    return bce_with_logits(z, y, reduction='none'), torch.sigmoid(z) - y

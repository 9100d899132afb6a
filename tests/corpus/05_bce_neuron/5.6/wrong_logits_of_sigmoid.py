# mistake: sigmoid_before_logits
# why: the loss alone tells it
def mended_prices(z, y):
    p = torch.sigmoid(z)
    loss = bce_with_logits(p, y, reduction="none")
    return loss, torch.sigmoid(p) - y

# mistake: none
# why: one number for all scores
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    loss = bce_with_logits(z, y)
    loss.sum().backward()
    return loss.detach(), z.grad

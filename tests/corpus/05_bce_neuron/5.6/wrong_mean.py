# mistake: mean_for_sum
# why: the gradient of the mean, so each is divided by n
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    loss = bce_with_logits(z, y, reduction='none')
    loss.mean().backward()
    return loss.detach(), z.grad

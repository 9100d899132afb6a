# mistake: clamp_kills_gradient
# why: clamps the score instead of the probability
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    loss = bce_with_logits(z.clamp(-60, 60), y, reduction='none')
    loss.sum().backward()
    return loss.detach(), z.grad

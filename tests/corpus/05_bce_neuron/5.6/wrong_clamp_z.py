# mistake: clamp_kills_gradient
# why: another bound
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    loss = bce_with_logits(z.clamp(-50, 50), y, reduction="none")
    loss.sum().backward()
    return loss.detach(), z.grad

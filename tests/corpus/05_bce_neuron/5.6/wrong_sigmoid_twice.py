# mistake: sigmoid_before_logits
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    loss = bce_with_logits(torch.sigmoid(z), y, reduction='none')
    loss.sum().backward()
    return loss.detach(), z.grad

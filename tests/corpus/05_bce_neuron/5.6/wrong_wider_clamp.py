# mistake: clamp_kills_gradient
# why: 1e-7: no nan, and no gradient
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    p = torch.clamp(torch.sigmoid(z), 1e-7, 1 - 1e-7)
    loss = -(y * torch.log(p) + (1 - y) * torch.log(1 - p))
    loss.sum().backward()
    return loss.detach(), z.grad

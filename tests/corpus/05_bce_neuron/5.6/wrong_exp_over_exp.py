# mistake: none
# why: no clamp in it, so none is to be named
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    p = torch.exp(z) / (1 + torch.exp(z))
    loss = -(y * torch.log(p) + (1 - y) * torch.log(1 - p))
    loss.sum().backward()
    return loss.detach(), z.grad

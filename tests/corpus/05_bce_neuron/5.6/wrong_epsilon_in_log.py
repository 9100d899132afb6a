# mistake: none
# why: adds 1e-8 inside the logarithms
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    p = torch.sigmoid(z)
    loss = -(y * torch.log(p + 1e-8) + (1 - y) * torch.log(1 - p + 1e-8))
    loss.sum().backward()
    return loss.detach(), z.grad

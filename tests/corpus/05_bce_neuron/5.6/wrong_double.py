# mistake: none
# why: float64 only moves the end: 1 − p is 0 from about z = 37
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    p = torch.sigmoid(z.double())
    loss = -(y * torch.log(p) + (1 - y) * torch.log(1 - p))
    loss.sum().backward()
    return loss.detach(), z.grad

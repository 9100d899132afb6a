# why: log-sum-exp of 0 and z
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    loss = torch.logaddexp(torch.zeros_like(z), z) - y * z
    loss.sum().backward()
    return loss.detach(), z.grad

# why: logsigmoid of z and of −z
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    loss = -(y * torch.nn.functional.logsigmoid(z) + (1 - y) * torch.nn.functional.logsigmoid(-z))
    loss.sum().backward()
    return loss.detach(), z.grad

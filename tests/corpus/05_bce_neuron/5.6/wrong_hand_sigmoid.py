# mistake: sigmoid_overflow
# why: 1 / (1 + exp(−z)) by hand, for z and for −z
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    p = 1 / (1 + torch.exp(-z))
    q = 1 / (1 + torch.exp(z))
    loss = -(y * torch.log(p) + (1 - y) * torch.log(q))
    loss.sum().backward()
    return loss.detach(), z.grad

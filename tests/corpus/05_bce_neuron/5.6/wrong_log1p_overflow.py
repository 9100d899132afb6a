# mistake: none
# why: log(1 + exp(−z)) as it stands: exp(200) is inf
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    loss = torch.log1p(torch.exp(-z)) + (1 - y) * z
    loss.sum().backward()
    return loss.detach(), z.grad

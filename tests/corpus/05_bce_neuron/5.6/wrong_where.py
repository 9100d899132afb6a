# mistake: where_nan
# why: chooses the safe branch after both were computed
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    soft = torch.where(z > 0, z + torch.log1p(torch.exp(-z)), torch.log1p(torch.exp(z)))
    loss = soft - y * z
    loss.sum().backward()
    return loss.detach(), z.grad

# mistake: none
# why: torch's loss of probabilities guards its own logarithm
def mended_prices(z, y):
    z = z.detach().clone().requires_grad_()
    loss = torch.nn.functional.binary_cross_entropy(torch.sigmoid(z), y, reduction='none')
    loss.sum().backward()
    return loss.detach(), z.grad

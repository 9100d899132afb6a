# mistake: none
# why: the sum over the weights: right for a scalar only
def mended_two_losses(w, x):
    leaf = w.detach().clone().requires_grad_()
    h = torch.exp(leaf * x)
    ((h**2).mean() + torch.sin(h).mean()).backward()
    return leaf.grad.sum()

# mistake: sum_for_mean
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = torch.exp(w * x)
    ((h**2).sum() + torch.sin(h).sum()).backward()
    return w.grad

# mistake: detached_factor
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = torch.exp(w * x)
    first = (h**2).mean()
    second = torch.sin(h).mean()
    (first + torch.sin(h.detach()).mean()).backward()
    return w.grad

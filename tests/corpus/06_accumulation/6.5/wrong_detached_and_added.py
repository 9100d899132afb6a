# mistake: Only the first loss is in the sum, the second's share is missing.
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = torch.exp(w * x)
    first = (h**2).mean()
    second = torch.sin(h).mean()
    (first + torch.sin(h.detach()).mean()).backward()
    return w.grad

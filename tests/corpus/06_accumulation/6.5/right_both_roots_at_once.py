# why: torch.autograd.backward takes several roots
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = torch.exp(w * x)
    first = (h**2).mean()
    second = torch.sin(h).mean()
    torch.autograd.backward([first, second])
    return w.grad

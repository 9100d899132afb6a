# why: two torch.autograd.grad calls, added by hand
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = torch.exp(w * x)
    first = (h**2).mean()
    second = torch.sin(h).mean()
    (a,) = torch.autograd.grad(first, w, retain_graph=True)
    (b,) = torch.autograd.grad(second, w)
    return a + b

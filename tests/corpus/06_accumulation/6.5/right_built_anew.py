# why: h built again for the second loss
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    (torch.exp(w * x) ** 2).mean().backward()
    torch.sin(torch.exp(w * x)).mean().backward()
    return w.grad

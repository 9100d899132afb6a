# mistake: retain_graph_as_reset
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = torch.exp(w * x)
    first = (h**2).mean()
    second = torch.sin(h).mean()
    (first + second).backward(retain_graph=True)
    (first + second).backward()
    return w.grad

# mistake: The second loss is in the sum twice.
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = torch.exp(w * x)
    first = (h**2).mean()
    second = torch.sin(h).mean()
    (first + second).backward(retain_graph=True)
    second.backward()
    return w.grad

# mistake: overwritten_not_added
# why: only the second loss is left
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = torch.exp(w * x)
    first = (h**2).mean()
    second = torch.sin(h).mean()
    first.backward(retain_graph=True)
    w.grad.zero_()
    second.backward()
    return w.grad

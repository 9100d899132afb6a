# mistake: shared_node_two_backwards
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = torch.exp(w * x)
    first = (h**2).mean()
    second = torch.sin(h).mean()
    first.backward()
    second.backward()
    return w.grad

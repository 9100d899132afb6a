# mistake: shared_node_two_backwards
# why: retain_graph where it is too late
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = torch.exp(w * x)
    first = (h**2).mean()
    second = torch.sin(h).mean()
    first.backward()
    second.backward(retain_graph=True)
    return w.grad

# mistake: backward_without_graph
# why: the second loss cut from the graph: backward has nowhere to go
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = torch.exp(w * x)
    first = (h**2).mean()
    second = torch.sin(h).mean()
    first.backward()
    second = torch.sin(h.detach()).mean()
    second.backward()
    return w.grad

# mistake: backward_without_graph
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    with torch.no_grad():
        h = torch.exp(w * x)
    ((h**2).mean() + torch.sin(h).mean()).backward()
    return w.grad

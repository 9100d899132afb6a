# mistake: graph_cut_by_tensor
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = torch.exp(w * x)
    first = (h**2).mean()
    second = torch.sin(h).mean()
    torch.tensor([first, second], requires_grad=True).sum().backward()
    return w.grad

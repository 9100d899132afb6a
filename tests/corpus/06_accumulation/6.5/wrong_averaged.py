# mistake: That is the mean of the two losses' gradients, not their sum.
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = torch.exp(w * x)
    torch.stack([(h**2).mean(), torch.sin(h).mean()]).mean().backward()
    return w.grad

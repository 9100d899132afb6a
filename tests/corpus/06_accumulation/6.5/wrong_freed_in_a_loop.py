# mistake: shared_node_two_backwards
# why: the two losses in a loop
def mended_two_losses(w, x):
    w = w.detach().clone().requires_grad_()
    h = (w * x).exp()
    for loss in ((h**2).mean(), h.sin().mean()):
        loss.backward()
    return w.grad

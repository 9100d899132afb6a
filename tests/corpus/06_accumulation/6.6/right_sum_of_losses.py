# why: one backward over losses whose states were detached
def carried_gradient(w, h, x):
    w = w.detach().clone().requires_grad_()
    losses = []
    for entry in x:
        h = torch.tanh(w * h.detach() + entry)
        losses.append(h**2)
    torch.stack(losses).sum().backward()
    return w.grad

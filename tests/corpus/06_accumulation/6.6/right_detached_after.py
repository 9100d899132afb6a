# why: the state is detached at the end of the step
def carried_gradient(w, h, x):
    w = w.detach().clone().requires_grad_()
    for entry in x:
        h = torch.tanh(w * h + entry)
        (h**2).backward()
        h = h.detach()
    return w.grad

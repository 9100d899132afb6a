# mistake: state_not_detached
# why: detach() gives a new tensor, which is thrown away
def carried_gradient(w, h, x):
    w = w.detach().clone().requires_grad_()
    for entry in x:
        h = torch.tanh(w * h + entry)
        (h**2).backward()
        h.detach()
    return w.grad

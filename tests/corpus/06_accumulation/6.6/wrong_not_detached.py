# mistake: state_not_detached
def carried_gradient(w, h, x):
    w = w.detach().clone().requires_grad_()
    for entry in x:
        h = torch.tanh(w * h + entry)
        (h**2).backward()
    return w.grad

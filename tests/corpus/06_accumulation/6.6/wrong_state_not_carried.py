# mistake: Every step starts from the first h: the memory is not carried on.
# why: every step starts from the first h
def carried_gradient(w, h, x):
    w = w.detach().clone().requires_grad_()
    for entry in x:
        new = torch.tanh(w * h + entry)
        (new**2).backward()
    return w.grad

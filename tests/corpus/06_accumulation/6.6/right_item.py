# why: the value as a Python number
def carried_gradient(w, h, x):
    w = w.detach().clone().requires_grad_()
    state = h.item()
    for t in range(len(x)):
        new = torch.tanh(w * state + x[t])
        (new**2).backward()
        state = new.item()
    return w.grad

# mistake: none
# why: a float64 input comes back as float32
def carried_gradient(w, h, x):
    w = w.detach().float().requires_grad_()
    h, x = h.float(), x.float()
    for entry in x:
        h = torch.tanh(w * h.detach() + entry)
        (h**2).backward()
    return w.grad

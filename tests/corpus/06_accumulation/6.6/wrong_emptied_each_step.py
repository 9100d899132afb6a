# mistake: overwritten_not_added
# why: only the last step is left
def carried_gradient(w, h, x):
    w = w.detach().clone().requires_grad_()
    for entry in x:
        w.grad = None
        h = torch.tanh(w * h.detach() + entry)
        (h**2).backward()
    return w.grad

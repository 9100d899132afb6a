# why: no .grad: amounts returned and added
def carried_gradient(w, h, x):
    leaf = w.clone().requires_grad_(True)
    total = torch.zeros_like(w)
    for entry in x:
        h = torch.tanh(leaf * h + entry)
        total += torch.autograd.grad(h.square(), leaf)[0]
        h = h.data
    return total

# mistake: backward_without_graph
def carried_gradient(w, h, x):
    w = w.detach().clone().requires_grad_()
    for entry in x:
        h = torch.tanh((w * h).detach() + entry)
        (h**2).backward()
    return w.grad

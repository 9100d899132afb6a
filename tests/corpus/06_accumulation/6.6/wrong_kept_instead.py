# mistake: state_not_detached
# why: the error goes away, the gradient goes back into earlier steps
def carried_gradient(w, h, x):
    w = w.detach().clone().requires_grad_()
    for entry in x:
        h = torch.tanh(w * h + entry)
        (h**2).backward(retain_graph=True)
    return w.grad

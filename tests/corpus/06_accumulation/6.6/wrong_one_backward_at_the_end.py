# mistake: state_not_detached
def carried_gradient(w, h, x):
    w = w.detach().clone().requires_grad_()
    loss = 0
    for entry in x:
        h = torch.tanh(w * h + entry)
        loss = loss + h**2
    loss.backward()
    return w.grad

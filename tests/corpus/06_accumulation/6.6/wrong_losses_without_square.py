# mistake: outer_derivative_missing
# why: the memory itself taken for the loss
def carried_gradient(w, h, x):
    w = w.detach().clone().requires_grad_()
    for entry in x:
        h = torch.tanh(w * h.detach() + entry)
        h.backward()
    return w.grad

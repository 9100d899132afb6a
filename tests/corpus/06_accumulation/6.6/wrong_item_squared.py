# mistake: This is half: of the two factors in h², only one was counted.
# why: half of each amount: one factor of the square was cut
def carried_gradient(w, h, x):
    w = w.detach().clone().requires_grad_()
    for entry in x:
        h = torch.tanh(w * h.detach() + entry)
        (h * h.detach()).backward()
    return w.grad

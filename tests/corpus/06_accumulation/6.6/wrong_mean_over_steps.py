# mistake: mean_for_sum
def carried_gradient(w, h, x):
    w = w.detach().clone().requires_grad_()
    for entry in x:
        h = torch.tanh(w * h.detach() + entry)
        (h**2 / len(x)).backward()
    return w.grad

# mistake: no_grad_without_call
def held_target_gradient(w, s, s_next, r):
    with torch.no_grad:
        target = r + 0.9 * (w @ s_next)
    loss = (target - w @ s) ** 2
    return torch.autograd.grad(loss, w)[0]

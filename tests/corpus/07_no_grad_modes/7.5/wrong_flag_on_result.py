# mistake: requires_grad_off_nonleaf
def held_target_gradient(w, s, s_next, r):
    target = r + 0.9 * (w @ s_next)
    target.requires_grad_(False)
    loss = (target - w @ s) ** 2
    return torch.autograd.grad(loss, w)[0]

# why: the target from a detached twin of w
def held_target_gradient(w, s, s_next, r):
    t = r + 0.9 * (w.detach() * s_next).sum()
    v = (w * s).sum()
    return torch.autograd.grad((t - v).square(), w)[0]

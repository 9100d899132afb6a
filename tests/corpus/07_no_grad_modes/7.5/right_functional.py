# why: torch.func.grad of the loss, the target computed outside
def held_target_gradient(w, s, s_next, r):
    w, s, s_next, r = (v.detach() for v in (w, s, s_next, r))
    target = r + 0.9 * (w @ s_next)
    return torch.func.grad(lambda weight: (target - weight @ s) ** 2)(w)

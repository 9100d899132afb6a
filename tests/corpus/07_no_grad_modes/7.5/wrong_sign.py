# mistake: sign
def held_target_gradient(w, s, s_next, r):
    target = r + 0.9 * (w @ s_next).detach()
    return 2 * (target - w @ s).detach() * s.detach()

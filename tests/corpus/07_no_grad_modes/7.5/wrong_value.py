# mistake: value_for_gradient
def held_target_gradient(w, s, s_next, r):
    target = (r + 0.9 * (w @ s_next)).detach()
    return (target - w @ s) ** 2

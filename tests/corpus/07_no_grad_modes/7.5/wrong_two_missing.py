# mistake: wrong_coefficient
def held_target_gradient(w, s, s_next, r):
    with torch.no_grad():
        return -(r + 0.9 * (w @ s_next) - w @ s) * s

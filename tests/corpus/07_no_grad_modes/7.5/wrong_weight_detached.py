# mistake: none
# why: w itself is detached: backward runs through s and r, and w.grad stays None
def held_target_gradient(w, s, s_next, r):
    w = w.detach()
    loss = ((r + 0.9 * (w @ s_next)).detach() - w @ s) ** 2
    loss.backward()
    return w.grad

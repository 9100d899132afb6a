# mistake: none
# why: the guess is detached, and the target moves
def held_target_gradient(w, s, s_next, r):
    target = r + 0.9 * (w @ s_next)
    loss = (target - (w @ s).detach()) ** 2
    loss.backward()
    return w.grad

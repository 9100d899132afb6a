# mistake: Your gradient goes through the target as well: nothing was held.
# why: the target is not held, so the gradient runs through it too
def held_target_gradient(w, s, s_next, r):
    target = r + 0.9 * (w @ s_next)
    loss = (target - w @ s) ** 2
    loss.backward()
    return w.grad

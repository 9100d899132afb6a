# why: the target as a Python number; here that cut is the plan
def held_target_gradient(w, s, s_next, r):
    target = (r + 0.9 * (w @ s_next)).item()
    loss = (w @ s - target) ** 2
    loss.backward()
    return w.grad

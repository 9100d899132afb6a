# mistake: backward_without_graph
def held_target_gradient(w, s, s_next, r):
    with torch.no_grad():
        target = r + 0.9 * (w @ s_next)
        loss = (target - w @ s) ** 2
    loss.backward()
    return w.grad

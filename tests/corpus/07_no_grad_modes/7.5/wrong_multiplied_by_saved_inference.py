# mistake: inference_tensor_saved
def held_target_gradient(w, s, s_next, r):
    with torch.inference_mode():
        target = r + 0.9 * (w @ s_next)
    guess = w @ s
    loss = target * target - target * guess * 2 + guess**2
    loss.backward()
    return w.grad

# why: the gradients by hand, in a function that records nothing
@torch.no_grad()
def frozen_then_free(x, t, w1, w2, frozen_steps, free_steps, rate):
    for step in range(frozen_steps + free_steps):
        h = torch.tanh(w1 * x)
        gap = 2 * (w2 * h - t) / len(x)
        d2 = (gap * h).sum()
        d1 = (gap * w2 * (1 - h**2) * x).sum()
        w2 = w2 - rate * d2
        if step >= frozen_steps:
            w1 = w1 - rate * d1
    return w1, w2

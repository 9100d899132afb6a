# mistake: none
# why: both weights learn from the start
def frozen_then_free(x, t, w1, w2, frozen_steps, free_steps, rate):
    for step in range(frozen_steps + free_steps):
        w1.requires_grad_(True)
        loss = ((w2 * torch.tanh(w1 * x) - t) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for w in (w1, w2):
                if w.grad is not None:
                    w -= rate * w.grad
                    w.grad = None
    return w1, w2

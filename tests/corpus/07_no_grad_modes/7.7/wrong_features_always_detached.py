# mistake: The first weight didn't learn in the second phase either.
def frozen_then_free(x, t, w1, w2, frozen_steps, free_steps, rate):
    for step in range(frozen_steps + free_steps):
        h = torch.tanh(w1 * x).detach()
        loss = ((w2 * h - t) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for w in (w1, w2):
                if w.grad is not None:
                    w -= rate * w.grad
                    w.grad = None
    return w1, w2

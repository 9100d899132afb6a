# mistake: rebound_weight
def frozen_then_free(x, t, w1, w2, frozen_steps, free_steps, rate):
    for phase, steps in ((1, frozen_steps), (2, free_steps)):
        w1.requires_grad_(phase == 2)
        for _ in range(steps):
            loss = ((w2 * torch.tanh(w1 * x) - t) ** 2).mean()
            loss.backward()
            w2 = w2 - rate * w2.grad
            if phase == 2:
                w1 = w1 - rate * w1.grad
    return w1, w2

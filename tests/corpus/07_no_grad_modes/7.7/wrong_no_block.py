# mistake: inplace_on_leaf
def frozen_then_free(x, t, w1, w2, frozen_steps, free_steps, rate):
    w1.requires_grad_(False)
    for step in range(frozen_steps + free_steps):
        if step == frozen_steps:
            w1.requires_grad_(True)
        loss = ((w2 * torch.tanh(w1 * x) - t) ** 2).mean()
        loss.backward()
        for w in (w1, w2):
            if w.requires_grad:
                w -= rate * w.grad
                w.grad.zero_()
    return w1, w2

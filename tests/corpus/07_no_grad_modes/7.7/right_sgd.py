# why: torch.optim.SGD; an optimizer leaves out what has no gradient
def frozen_then_free(x, t, w1, w2, frozen_steps, free_steps, rate):
    descent = torch.optim.SGD([w1, w2], lr=float(rate))
    w1.requires_grad_(False)
    for step in range(frozen_steps + free_steps):
        if step == frozen_steps:
            w1.requires_grad_(True)
        descent.zero_grad()
        ((w2 * torch.tanh(w1 * x) - t) ** 2).mean().backward()
        descent.step()
    return w1, w2

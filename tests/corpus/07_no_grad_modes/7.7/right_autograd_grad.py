# why: autograd.grad for whatever is free, through detached twins
def frozen_then_free(x, t, w1, w2, frozen_steps, free_steps, rate):
    for step in range(frozen_steps + free_steps):
        free = [w2] if step < frozen_steps else [w1, w2]
        loss = ((w2 * torch.tanh(w1 * x) - t) ** 2).mean()
        for w, slope in zip(free, torch.autograd.grad(loss, free)):
            w.detach().sub_(rate * slope)
    return w1.detach(), w2.detach()

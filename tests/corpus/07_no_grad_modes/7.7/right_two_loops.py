# why: two loops, grads zeroed in place
def frozen_then_free(x, t, w1, w2, frozen_steps, free_steps, rate):
    w1.requires_grad_(False)
    for _ in range(frozen_steps):
        ((w2 * torch.tanh(w1 * x) - t) ** 2).mean().backward()
        with torch.no_grad():
            w2 -= rate * w2.grad
        w2.grad.zero_()
    w1.requires_grad_(True)
    for _ in range(free_steps):
        ((w2 * torch.tanh(w1 * x) - t) ** 2).mean().backward()
        with torch.no_grad():
            w1 -= rate * w1.grad
            w2 -= rate * w2.grad
        w1.grad.zero_()
        w2.grad.zero_()
    return w1, w2

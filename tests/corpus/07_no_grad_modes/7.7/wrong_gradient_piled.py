# mistake: accumulated
# why: what came while it was frozen is still there when it is free
def frozen_then_free(x, t, w1, w2, frozen_steps, free_steps, rate):
    w1, w2 = (v.detach().clone().requires_grad_() for v in (w1, w2))
    for i in range(frozen_steps + free_steps):
        ((w2 * torch.tanh(w1 * x) - t) ** 2).mean().backward()
        with torch.no_grad():
            w2 -= rate * w2.grad
            w2.grad = None
            if i >= frozen_steps:
                w1 -= rate * w1.grad
                w1.grad = None
    return w1.detach(), w2.detach()

# mistake: accumulated
# why: the second weight is zeroed, the first never
def frozen_then_free(x, t, w1, w2, frozen_steps, free_steps, rate):
    w1, w2 = w1.detach().clone(), w2.detach().clone().requires_grad_()
    for i in range(frozen_steps + free_steps):
        if i == frozen_steps: w1.requires_grad_()
        ((w2 * torch.tanh(w1 * x) - t) ** 2).mean().backward()
        with torch.no_grad():
            w2 -= rate * w2.grad; w2.grad.zero_()
            if w1.grad is not None: w1 -= rate * w1.grad
    return w1.detach(), w2.detach()

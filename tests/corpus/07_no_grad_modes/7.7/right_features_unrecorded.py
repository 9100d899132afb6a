# why: nothing comes before the first layer, so here a no_grad block freezes it as well
def frozen_then_free(x, t, w1, w2, frozen_steps, free_steps, rate):
    for step in range(frozen_steps + free_steps):
        with torch.set_grad_enabled(step >= frozen_steps):
            h = torch.tanh(w1 * x)
        loss = torch.nn.functional.mse_loss(w2 * h, t)
        loss.backward()
        with torch.no_grad():
            for w in (w1, w2):
                if w.grad is not None:
                    w.sub_(rate * w.grad)
                    w.grad = None
    return w1, w2

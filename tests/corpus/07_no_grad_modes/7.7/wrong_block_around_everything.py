# mistake: backward_without_graph
def frozen_then_free(x, t, w1, w2, frozen_steps, free_steps, rate):
    with torch.no_grad():
        for step in range(frozen_steps):
            loss = ((w2 * torch.tanh(w1 * x) - t) ** 2).mean()
            loss.backward()
            w2 -= rate * w2.grad
            w2.grad = None
    return w1, w2

# mistake: none
# why: 0.5 instead of lr
def neuron_step(w, b, x, y, lr):
    loss = bce_with_logits(w * x + b, y)
    loss.backward()
    with torch.no_grad():
        w -= 0.5 * w.grad
        b -= 0.5 * b.grad
    w.grad = b.grad = None

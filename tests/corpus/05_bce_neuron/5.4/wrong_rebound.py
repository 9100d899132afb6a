# mistake: rebound_weight
def neuron_step(w, b, x, y, lr):
    loss = bce_with_logits(w * x + b, y)
    loss.backward()
    w = w - lr * w.grad
    b = b - lr * b.grad

# mistake: rebound_weight
# why: returns the new tensors; the caller keeps the old ones
def neuron_step(w, b, x, y, lr):
    loss = bce_with_logits(w * x + b, y)
    loss.backward()
    w = (w - lr * w.grad).detach().requires_grad_()
    b = (b - lr * b.grad).detach().requires_grad_()
    return w, b

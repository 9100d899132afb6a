# mistake: zeroed_before_step
def neuron_step(w, b, x, y, lr):
    loss = bce_with_logits(w * x + b, y)
    loss.backward()
    w.grad.zero_()
    b.grad.zero_()
    with torch.no_grad():
        w -= lr * w.grad
        b -= lr * b.grad

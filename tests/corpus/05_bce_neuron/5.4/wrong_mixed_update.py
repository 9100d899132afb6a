# mistake: none
# why: two steps for the bias in one call: the second backward uses the new w
def neuron_step(w, b, x, y, lr):
    loss = bce_with_logits(w * x + b, y)
    loss.backward()
    with torch.no_grad():
        w -= lr * w.grad
    w.grad = None
    b.grad = None
    bce_with_logits(w * x + b, y).backward()
    with torch.no_grad():
        b -= lr * b.grad
    w.grad = b.grad = None

# mistake: wrong_coefficient
# why: the rule as it is often written, w − dL/dw
def neuron_step(w, b, x, y, lr):
    loss = bce_with_logits(w * x + b, y)
    loss.backward()
    with torch.no_grad():
        w -= w.grad
        b -= b.grad
    w.grad = b.grad = None

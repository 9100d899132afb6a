# mistake: grad_alias
# why: gw is w.grad itself, and is zeroed before it is used
def neuron_step(w, b, x, y, lr):
    loss = bce_with_logits(w * x + b, y)
    loss.backward()
    gw, gb = w.grad, b.grad
    w.grad.zero_()
    b.grad.zero_()
    with torch.no_grad():
        w -= lr * gw
        b -= lr * gb

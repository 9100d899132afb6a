# mistake: sigmoid_before_logits
def neuron_step(w, b, x, y, lr):
    loss = bce_with_logits(torch.sigmoid(w * x + b), y)
    loss.backward()
    with torch.no_grad():
        w -= lr * w.grad
        b -= lr * b.grad
    w.grad.zero_()
    b.grad.zero_()

# why: its own loss of the score
def neuron_step(w, b, x, y, lr):
    z = w * x + b
    loss = torch.logaddexp(torch.zeros_like(z), z) - y * z
    loss.backward()
    with torch.no_grad():
        w -= lr * w.grad
        b -= lr * b.grad
    w.grad, b.grad = None, None

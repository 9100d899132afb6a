# mistake: clamp_kills_gradient
# why: binary_cross_entropy of a probability has a guard of its own
def neuron_step(w, b, x, y, lr):
    torch.nn.functional.binary_cross_entropy(torch.sigmoid(w * x + b), y).backward()
    with torch.no_grad():
        w -= lr * w.grad
        b -= lr * b.grad
    w.grad.zero_()
    b.grad.zero_()

# mistake: clamp_kills_gradient
# why: goes through p; fine until the neuron is sure and wrong
def neuron_step(w, b, x, y, lr):
    p = torch.sigmoid(w * x + b).clamp(1e-7, 1 - 1e-7)
    loss = -(y * torch.log(p) + (1 - y) * torch.log(1 - p))
    loss.backward()
    with torch.no_grad():
        w -= lr * w.grad
        b -= lr * b.grad
    w.grad.zero_()
    b.grad.zero_()

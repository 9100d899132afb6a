# why: the formula of 5.2, no backward
def neuron_step(w, b, x, y, lr):
    with torch.no_grad():
        e = torch.sigmoid(w * x + b) - y
        w -= lr * e * x
        b -= lr * e

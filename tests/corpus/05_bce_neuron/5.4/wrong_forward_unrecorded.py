# mistake: backward_without_graph
def neuron_step(w, b, x, y, lr):
    with torch.no_grad():
        loss = bce_with_logits(w * x + b, y)
        loss.backward()
        w -= lr * w.grad
        b -= lr * b.grad
    w.grad = b.grad = None

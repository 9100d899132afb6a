# why: clears before the backward, and asks whether there is anything
def neuron_step(w, b, x, y, lr):
    for t in (w, b):
        if t.grad is not None:
            t.grad.zero_()
    bce_with_logits(w * x + b, y).backward()
    with torch.no_grad():
        for t in (w, b):
            t.copy_(t - lr * t.grad)

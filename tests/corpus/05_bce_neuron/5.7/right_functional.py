# why: new leaves for every step
def trained_neuron(w, b, X, y, lr, steps):
    losses = []
    for _ in range(steps):
        w, b = w.detach().requires_grad_(), b.detach().requires_grad_()
        loss = bce_with_logits(X @ w + b, y)
        gw, gb = torch.autograd.grad(loss, [w, b])
        losses.append(float(loss))
        w, b = w - lr * gw, b - lr * gb
    return w.detach().clone(), b.detach().clone(), losses

# why: clears at the top of the loop; a tensor that requires grad is returned
def trained_neuron(w, b, X, y, lr, steps):
    weights = torch.nn.Parameter(w.clone())
    bias = torch.nn.Parameter(b.clone())
    losses = []
    for step in range(steps):
        weights.grad = bias.grad = None
        loss = bce_with_logits(X @ weights + bias, y)
        loss.backward()
        losses += [loss.item()]
        weights.data -= float(lr) * weights.grad
        bias.data -= float(lr) * bias.grad
    return weights, bias, losses

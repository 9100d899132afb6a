# mistake: value_for_gradient
def neuron_gradients(w, b, x, y):
    loss = bce_with_logits(w * x + b, y)
    return loss, loss

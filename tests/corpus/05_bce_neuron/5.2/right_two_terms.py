# why: the two terms of the loss, differentiated one by one: −y (1 − p) + (1 − y) p
def neuron_gradients(w, b, x, y):
    p = torch.sigmoid(w * x + b)
    q = torch.sigmoid(-(w * x + b))
    d = -y * q + (1 - y) * p
    return [d * x, d]

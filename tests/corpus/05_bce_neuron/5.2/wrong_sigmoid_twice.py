# mistake: none
# why: sigmoid of the sigmoid, in a formula that knows no logits
def neuron_gradients(w, b, x, y):
    p = torch.sigmoid(torch.sigmoid(w * x + b))
    return (p - y) * x, p - y

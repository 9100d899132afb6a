# mistake: none
# why: z without its bias
def neuron_gradients(w, b, x, y):
    e = torch.sigmoid(w * x) - y
    return e * x, e

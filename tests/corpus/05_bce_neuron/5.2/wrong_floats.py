# mistake: python_float
def neuron_gradients(w, b, x, y):
    e = torch.sigmoid(w * x + b) - y
    return (e * x).item(), e.item()

# mistake: outer_derivative_missing + sign
# why: the slope of p, not of the loss: −1/p never came in
def neuron_gradients(w, b, x, y):
    p = torch.sigmoid(w * x + b)
    slope = p * (1 - p)
    return slope * x, slope

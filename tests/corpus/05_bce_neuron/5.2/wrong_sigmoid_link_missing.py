# mistake: inner_derivative_missing
# why: the middle link dp/dz left out
def neuron_gradients(w, b, x, y):
    p = torch.sigmoid(w * x + b)
    dp = (p - y) / (p * (1 - p))
    return dp * x, dp

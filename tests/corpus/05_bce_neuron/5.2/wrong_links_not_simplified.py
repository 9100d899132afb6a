# mistake: none
# why: the three links multiplied as they stand: 0/0 where the sigmoid has rounded to 1
def neuron_gradients(w, b, x, y):
    p = torch.sigmoid(w * x + b)
    dp = (p - y) / (p * (1 - p))
    dz = p * (1 - p)
    return dp * dz * x, dp * dz

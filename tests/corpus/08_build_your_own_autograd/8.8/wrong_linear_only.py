# mistake: relu alone is right far out and forgets the rest.
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for weight, number in zip(weights, inputs):
        z = z + weight * number
    return z.relu() - target * z

# mistake: The loss counts the no's only: the part with the target is missing.
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for weight, number in zip(weights, inputs):
        z = z + weight * number
    return -(-z).sigmoid().log()

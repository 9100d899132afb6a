# mistake: The loss counts the yes's only: for a target of 0 it must not be 0.
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for weight, number in zip(weights, inputs):
        z = z + weight * number
    return -target * z.sigmoid().log()

# mistake: Far out on both sides comes log(0), or e to a large number: each form of the loss is safe for one sign of the score.
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for weight, number in zip(weights, inputs):
        z = z + weight * number
    return -target * z.sigmoid().log() - (1 - target) * (-z).sigmoid().log()

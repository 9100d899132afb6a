# mistake: At a score of −1000 the sigmoid is 0, and log(0) comes next: start from the score.
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for weight, number in zip(weights, inputs):
        z = z + weight * number
    return -target * z.sigmoid().log() - (1 - target) * (-z).sigmoid().log()

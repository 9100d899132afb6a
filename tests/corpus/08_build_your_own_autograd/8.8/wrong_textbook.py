# mistake: The sigmoid has rounded to 0 or 1, and log(0) comes next: start from the score.
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for weight, number in zip(weights, inputs):
        z = z + weight * number
    p = z.sigmoid()
    return -(target * p.log() + (1 - target) * (1 - p).log())

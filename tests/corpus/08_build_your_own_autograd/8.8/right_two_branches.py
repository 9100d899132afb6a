# why: a branch for each sign
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for weight, number in zip(weights, inputs):
        z = z + weight * number
    if z.data > 0:
        return z + (1 + (-z).exp()).log() - target * z
    return (1 + z.exp()).log() - target * z

# mistake: sign
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for weight, number in zip(weights, inputs):
        z = z + weight * number
    a = z.relu() + (-z).relu()
    return target * z - z.relu() - (1 + (-a).exp()).log()

# mistake: e to a large score has no value: only e to minus that is safe.
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for weight, number in zip(weights, inputs):
        z = z + weight * number
    return (1 + z.exp()).log() - target * z

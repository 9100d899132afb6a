# why: relu(z) and the absolute value by two relus
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for weight, number in zip(weights, inputs):
        z = z + weight * number
    size = z.relu() + (-z).relu()
    return z.relu() + (1 + (-size).exp()).log() - target * z

# mistake: none
# why: right for the targets 0 and 1, and for none between
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for weight, number in zip(weights, inputs):
        z = z + weight * number
    z = z if target == 1 else -z
    return (1 + (-z).exp()).log() if z.data > 0 else (1 + z.exp()).log() - z

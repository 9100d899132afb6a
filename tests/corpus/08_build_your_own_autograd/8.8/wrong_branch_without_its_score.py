# mistake: none
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for w, x in zip(weights, inputs):
        z = z + w * x
    if z.data > 0:
        return -target * z + (1 + (-z).exp()).log()
    return (1 + z.exp()).log() - target * z

# mistake: The bias is in the score once, however many weights there are.
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for w, x in zip(weights, inputs):
        z = z + w * x + bias
    if z.data > 0:
        return (1 - target) * z + (1 + (-z).exp()).log()
    return (1 + z.exp()).log() - target * z

# mistake: Far out on both sides comes log(0), or e to a large number: each form of the loss is safe for one sign of the score.
# why: both forms are there, and each is used where the other is safe
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for w, x in zip(weights, inputs):
        z = z + w * x
    if z.data < 0:
        return (1 - target) * z + (1 + (-z).exp()).log()
    return (1 + z.exp()).log() - target * z

# mistake: A part was computed from z.data, a plain number: no gradient comes back through it.
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for w, x in zip(weights, inputs):
        z = z + w * x
    return (1 + z.exp()).log() - target * z.data

# mistake: A part was computed from z.data, a plain number: no gradient comes back through it.
def neuron_loss(weights, bias, inputs, target):
    z = sum((w * x for w, x in zip(weights, inputs)), bias)
    return math.log(1 + math.exp(z.data)) - target * z

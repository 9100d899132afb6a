# why: a dot product of its own, and sum with a start
def dot(weights, inputs, start):
    return sum((weight * number for weight, number in zip(weights, inputs)), start)


def log_of_one_plus_exp(z):
    shift = max(z.data, 0.0)
    return ((z - shift).exp() + math.exp(-shift)).log() + shift


def neuron_loss(weights, bias, inputs, target):
    z = dot(weights, inputs, bias)
    return log_of_one_plus_exp(z) - z * target

# mistake: graph_cut_by_numbers
# why: nothing to go back from
def neuron_loss(weights, bias, inputs, target):
    z = bias
    for weight, number in zip(weights, inputs):
        z = z + weight * number
    return math.log(1 + math.exp(z.data)) - target * z.data

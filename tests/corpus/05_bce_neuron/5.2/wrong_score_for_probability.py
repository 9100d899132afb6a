# mistake: none
# why: z − y, the sigmoid left out
def neuron_gradients(w, b, x, y):
    e = w * x + b - y
    return e * x, e

# mistake: value_for_gradient
def middle_gradients(x):
    h = first_link(x).detach()
    return h, second_link(h)

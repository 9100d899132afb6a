# mistake: missing_parentheses
def middle_gradients(x):
    h = first_link(x)
    h.retain_grad()
    z = second_link(h)
    z.backward
    return h.grad, x.grad

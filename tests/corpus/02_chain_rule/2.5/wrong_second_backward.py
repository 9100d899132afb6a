# mistake: second_backward
def middle_gradients(x):
    h = first_link(x)
    z = second_link(h)
    z.backward()
    h.backward()
    return h.grad, x.grad

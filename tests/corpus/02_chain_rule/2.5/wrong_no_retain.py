# mistake: intermediate_grad
def middle_gradients(x):
    h = first_link(x)
    z = second_link(h)
    z.backward()
    return h.grad, x.grad

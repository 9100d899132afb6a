# mistake: accumulated
def middle_gradients(x):
    h = first_link(x)
    h.retain_grad()
    z = second_link(h)
    z.backward(retain_graph=True)
    z.backward()
    return h.grad, x.grad

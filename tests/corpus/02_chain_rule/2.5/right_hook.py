# why: a hook catches the gradient on its way
def middle_gradients(x):
    caught = []
    h = first_link(x)
    h.register_hook(caught.append)
    second_link(h).backward()
    return caught[0], x.grad

# mistake: sign
def middle_gradients(x):
    h = first_link(x)
    dh, dx = torch.autograd.grad(second_link(h), (h, x))
    return -dh, -dx

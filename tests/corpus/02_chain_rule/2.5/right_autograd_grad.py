# why: one call for both
def middle_gradients(x):
    h = first_link(x)
    z = second_link(h)
    return torch.autograd.grad(z, [h, x])
